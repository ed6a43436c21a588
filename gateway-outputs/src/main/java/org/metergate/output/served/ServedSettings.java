// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.served;

import java.util.ArrayList;
import java.util.List;
import org.metergate.config.Location;
import org.metergate.config.Section;

/**
 * What all outputs are told that serve a meter.
 *
 * @param meter the configured name of the meter.
 * @param channels the configured names of other meters that are served as its channels.
 * @param meterNumber whether the numbers of the meters are told.
 * @param listen where and for whom.
 * @param listenAt where that is written.
 * @param uses the meter and its channels with their places in the file.
 */
public record ServedSettings(
    String meter,
    List<String> channels,
    boolean meterNumber,
    Listen listen,
    Location listenAt,
    List<MeterUse> uses) {

  /** Copies the lists. */
  public ServedSettings {
    channels = List.copyOf(channels);
    uses = List.copyOf(uses);
  }

  /**
   * Reads {@code meter}, {@code channels}, {@code meter-number}, {@code listen} and {@code allow}.
   * Mistakes are recorded in the section, and must have been looked for before the result is used.
   *
   * @param section of the output.
   * @param standardPort the port on 127.0.0.1 where {@code listen} is missing.
   * @return the settings.
   */
  public static ServedSettings read(Section section, int standardPort) {
    String meter = section.text("meter");
    List<MeterUse> uses = new ArrayList<>();
    uses.add(new MeterUse(meter, section.location("meter"), false));
    List<String> channels = section.texts("channels");
    if (channels.size() > Channel.MOST) {
      section.problem("channels", "There may be " + Channel.MOST + " channels at most.");
    }
    for (int i = 0; i < channels.size(); i++) {
      String channel = channels.get(i);
      uses.add(new MeterUse(channel, section.location("channels"), true));
      if (channel.equals(meter)) {
        section.problem(
            "channels", "'" + channel + "' is the meter itself; name other meters here.");
      } else if (channels.indexOf(channel) < i) {
        section.problem("channels", "'" + channel + "' is named twice.");
      }
    }
    boolean number = yes(section, "meter-number");
    Listen listen = Listen.read(section, standardPort);
    return new ServedSettings(meter, channels, number, listen, section.location("listen"), uses);
  }

  /**
   * Reads whether something is wanted that is not usual.
   *
   * @param section of the output.
   * @param key whose value is {@code yes} or {@code no}; {@code true} and {@code false} mean the
   *     same.
   * @return false where the key is missing.
   */
  public static boolean yes(Section section, String key) {
    String word = section.choice(key, "no", "yes", "false", "true");
    return word.equals("yes") || word.equals("true");
  }
}
