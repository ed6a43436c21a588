// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.metergate.spi.driver.MeterOptions;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.option.OptionSpec;
import org.metergate.spi.option.Options;

/**
 * The options of one meter.
 *
 * @param name the configured name.
 * @param address whom the questions address.
 * @param interval from one readout to the next, 5 s to 31 days.
 * @param speed in bits per second; empty if it is found by trying.
 * @param timeout from the last byte of a question to the first of its answer, at most; empty for
 *     what suits the speed.
 * @param linkReset when the meter is told to begin with its first telegram.
 */
record MbusOptions(
    String name,
    MeterAddress address,
    Duration interval,
    Optional<Integer> speed,
    Optional<Duration> timeout,
    LinkReset linkReset) {
  /** The speed that nearly every meter understands, in bits per second. */
  static final int USUAL_BAUD = 2400;

  /**
   * The speeds that are tried where none is configured, in this order. In a scan the slow one shows
   * before the fast one whether the line has the speed that is set.
   */
  static final List<Integer> TRIED_BAUDS = List.of(USUAL_BAUD, 300, 9600);

  static final String INTERVAL = "interval";
  static final String SPEED = "speed";

  /** The shortest interval; one meter takes a second to be read at 2400 baud. */
  private static final Duration SHORTEST = Duration.ofSeconds(5);

  private static final Duration LONGEST = Duration.ofDays(31);
  private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(100);
  private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(30);

  /** At low speeds the standard itself lets a meter wait for more than a second. */
  private static final Duration SLOW_TIMEOUT = Duration.ofSeconds(3);

  private static final Duration USUAL_TIMEOUT = Duration.ofMillis(1500);
  private static final int SLOW_BAUD = 600;

  private static final String TIMEOUT = "timeout";
  private static final String LINK_RESET = "link-reset";
  private static final String AUTO = "auto";
  private static final String[] SPEEDS = {AUTO, "300", "600", "1200", "2400", "4800", "9600"};

  static final List<OptionSpec> SPECS =
      List.of(
          OptionSpec.optional(
              MeterAddress.ADDRESS,
              OptionSpec.Type.INTEGER,
              "The primary address, 0 to 250; 254, which is used where no address is given, asks"
                  + " whichever meter is alone on the line."),
          OptionSpec.optional(
              MeterAddress.SECONDARY,
              OptionSpec.Type.TEXT,
              "The secondary address in place of the primary one: the eight digits of the"
                  + " identification, or all 16 with manufacturer, version and medium; F stands for"
                  + " any digit."),
          OptionSpec.optional(
              MeterAddress.SERIAL_NUMBER,
              OptionSpec.Type.TEXT,
              "The eight digits of the serial number, in addition to 'secondary', needed only where"
                  + " two meters have the same identification."),
          OptionSpec.optional(
              MeterAddress.CUSTOMER_NUMBER,
              OptionSpec.Type.TEXT,
              "The customer number of a Kamstrup meter in place of an address: its last three"
                  + " digits are the primary address if they are 250 or less, else its last two;"
                  + " nothing is published if another meter answers there."),
          OptionSpec.standard(
              INTERVAL,
              OptionSpec.Type.DURATION,
              "5min",
              "How often the meter is read, 5s or more; for a meter on a battery 1h, unless its"
                  + " manual allows more."),
          OptionSpec.choice(
              SPEED,
              "Speed of the meter in bits per second; with auto, 2400, 300 and 9600 are tried until"
                  + " a meter answers.",
              SPEEDS),
          OptionSpec.optional(
              TIMEOUT,
              OptionSpec.Type.DURATION,
              "How long to wait for the first byte of an answer, 100ms to 30s; unless set, 1500ms,"
                  + " or 3s at the speeds 300 and 600."),
          OptionSpec.choice(
              LINK_RESET,
              "When a meter with a primary address is told to begin with its first telegram: before"
                  + " each readout (always), before the first one (first), or never, for a meter"
                  + " that counts this as a readout.",
              "always",
              "first",
              "never"));

  /**
   * Returns the option for a speed at which a meter was found.
   *
   * @param baud bits per second.
   * @return empty for the usual speed, which is tried first, and for one that cannot be configured.
   */
  static Map<String, String> speed(int baud) {
    String text = Integer.toString(baud);
    boolean named = baud != USUAL_BAUD && List.of(SPEEDS).contains(text);
    return named ? Map.of(SPEED, text) : Map.of();
  }

  /** When SND_NKE is sent. */
  enum LinkReset {
    /** Before each readout. */
    ALWAYS,
    /** Before the first readout of a session. */
    FIRST,
    /** Never. */
    NEVER
  }

  /**
   * Reads the options of all meters of a link.
   *
   * @throws OptionException for a value that is not possible, and for two meters with one address.
   */
  static List<MbusOptions> of(List<MeterOptions> meters) throws OptionException {
    List<MbusOptions> all = new ArrayList<>();
    Map<MeterAddress, String> selected = new HashMap<>();
    Map<Integer, String> primary = new HashMap<>();
    for (MeterOptions meter : meters) {
      MbusOptions options = of(meter, meters.size() == 1);
      MeterAddress address = options.address();
      String other =
          address.selection().isPresent()
              ? selected.put(address, meter.name())
              : primary.put(address.requested(), meter.name());
      if (other != null) {
        throw new OptionException(address.option(), address.sharedBy(meter.name(), other));
      }
      all.add(options);
    }
    return List.copyOf(all);
  }

  private static MbusOptions of(MeterOptions meter, boolean alone) throws OptionException {
    Options options = meter.options();
    String speed = options.text(SPEED).orElseThrow();
    return new MbusOptions(
        meter.name(),
        MeterAddress.of(meter, alone),
        within(options, INTERVAL, SHORTEST, LONGEST, "from 5s to 31d").orElseThrow(),
        speed.equals(AUTO) ? Optional.empty() : Optional.of(Integer.valueOf(speed)),
        within(options, TIMEOUT, SHORTEST_TIMEOUT, LONGEST_TIMEOUT, "from 100ms to 30s"),
        LinkReset.valueOf(options.text(LINK_RESET).orElseThrow().toUpperCase(Locale.ROOT)));
  }

  private static Optional<Duration> within(
      Options options, String name, Duration shortest, Duration longest, String range)
      throws OptionException {
    Optional<Duration> given = options.duration(name);
    if (given.isPresent()
        && (given.get().compareTo(shortest) < 0 || given.get().compareTo(longest) > 0)) {
      String wanted = "Option '%s' is '%s', but must be %s.";
      throw new OptionException(
          name, String.format(Locale.ROOT, wanted, name, options.text(name).orElseThrow(), range));
    }
    return given;
  }

  /** Returns how long to wait for the first byte of an answer at a speed. */
  Duration patience(int baud) {
    return timeout.orElse(baud <= SLOW_BAUD ? SLOW_TIMEOUT : USUAL_TIMEOUT);
  }
}
