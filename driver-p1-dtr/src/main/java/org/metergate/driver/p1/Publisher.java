// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.metergate.driver.p1.telegram.Decoded;
import org.metergate.driver.p1.telegram.Identification;
import org.metergate.driver.p1.telegram.Kind;
import org.metergate.driver.p1.telegram.Note;
import org.metergate.driver.p1.telegram.SubMeter;
import org.metergate.driver.p1.telegram.TelegramDecoder;
import org.metergate.spi.driver.DurableState;
import org.metergate.spi.driver.MeterSession;
import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.finding.Stage;

/**
 * Converts telegrams that may be read to readings: one of the meter itself, and one of each
 * connected meter whose value or time changed. Exists as long as the driver; one thread.
 */
final class Publisher {
  /** The key of the state that holds the names of sub-meters. */
  static final String NAMES_STATE = "sub-meters";

  private final TelegramDecoder decoder;
  private final SubMeterNames names = new SubMeterNames();
  private final Map<String, SubMeter> published = new HashMap<>();
  private List<SubMeter> last = List.of();
  private String identifier = "";
  private MeterSession meter;

  Publisher(P1Options options) {
    this.decoder = new TelegramDecoder(options.standardTime());
  }

  /** Begins a session: restores the stored state and reports to the session from now on. */
  void begin(MeterSession newMeter) {
    meter = newMeter;
    namesState().get().ifPresent(names::restore);
  }

  private DurableState namesState() {
    return meter.state(NAMES_STATE);
  }

  /**
   * Decodes a telegram and publishes its readings.
   *
   * @param text from its slash to its exclamation mark.
   * @return false where it contains no value at all.
   */
  boolean publish(byte[] text) {
    Decoded decoded = decoder.decode(text);
    if (decoded.measurements().isEmpty() && decoded.subMeters().isEmpty()) {
      return false;
    }
    if (!decoded.identifier().isEmpty()) {
      identifier = decoded.identifier();
    }
    for (Note note : decoded.notes()) {
      meter.find(code(note));
    }
    find(P1Findings.SUB_METER_NOT_VALID, decoded.notValid());
    find(P1Findings.SUB_METER_TIME, decoded.withoutTime());
    meter.passed(Stage.LIST);
    meter.describe(Identification.of(text).nameplate());
    meter.publish(identifier, decoded.time(), decoded.measurements());
    if (decoded.subMeters() != last) { // the decoder returns the same list while nothing changes
      publishSubMeters(decoded.subMeters());
      last = decoded.subMeters();
    }
    return true;
  }

  /** What could not be published, since the session ended there, is news in the next one. */
  private void publishSubMeters(List<SubMeter> subMeters) {
    String before = names.text();
    List<String> subNames = names.names(subMeters);
    if (!before.equals(names.text())) {
      namesState().put(names.text());
    }
    for (int i = 0; i < subMeters.size(); i++) {
      SubMeter sub = subMeters.get(i);
      if (!sub.equals(published.get(subNames.get(i)))) {
        meter.publishSubMeter(subNames.get(i), sub.identifier(), sub.at(), sub.measurements());
        published.put(subNames.get(i), sub);
      }
    }
  }

  private void find(FindingCode code, Set<Kind> kinds) {
    if (!kinds.isEmpty()) {
      meter.find(code, "meters", kinds.stream().map(Kind::word).collect(Collectors.joining(", ")));
    }
  }

  private static FindingCode code(Note note) {
    return switch (note) {
      case LINES_UNREADABLE -> P1Findings.LINES_UNREADABLE;
      case CLOCK_NOT_SET -> P1Findings.CLOCK_NOT_SET;
    };
  }
}
