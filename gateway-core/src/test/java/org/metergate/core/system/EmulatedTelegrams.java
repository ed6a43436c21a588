// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.system;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metergate.emulator.omnipower.OmnipowerProvider;
import org.metergate.spi.emulator.EmulatedMeter;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.option.Options;
import org.metergate.time.VirtualTime;

/**
 * What an emulated OMNIPOWER sends every ten seconds, generated on virtual time: a day of it takes
 * no waiting. Each telegram has a number, which follows from the meter's time in it.
 */
public final class EmulatedTelegrams {
  private static final Instant START = Instant.parse("2026-11-20T11:00:00Z");

  /** The meter's time in the first telegram: Danish standard time. */
  static final LocalDateTime FIRST = LocalDateTime.of(2026, 11, 20, 12, 0, 0);

  static final int INTERVAL_SECONDS = 10;

  private final Map<String, String> driverOptions = new LinkedHashMap<>();
  private final EmulatedMeter meter;
  private final List<byte[]> telegrams = new ArrayList<>();

  /** A meter with options of the emulator: name, value, name, value. */
  public EmulatedTelegrams(String... namesAndValues) {
    Map<String, String> options = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      options.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    OmnipowerProvider provider = new OmnipowerProvider();
    try {
      Options checked = Options.of(provider.info().options(), options);
      meter = provider.create(checked, new VirtualTime(START));
      provider
          .driverOptions(checked)
          .forEach((name, value) -> driverOptions.put(name, value.reveal()));
      driverOptions.put("energy-scale", options.getOrDefault("energy-scale", "10"));
    } catch (OptionException e) {
      throw new AssertionError(e);
    }
  }

  /** The options with which a driver reads it. */
  public Map<String, String> driverOptions() {
    return new LinkedHashMap<>(driverOptions);
  }

  /** Returns both keys, for a check that they are not disclosed anywhere. */
  List<String> keys() {
    return driverOptions.entrySet().stream()
        .filter(option -> option.getKey().endsWith("-key"))
        .map(Map.Entry::getValue)
        .toList();
  }

  /** A telegram by its number, from 0. */
  public synchronized byte[] get(int number) {
    while (telegrams.size() <= number) {
      meter.poll(meter.nextNanos()).forEach(burst -> telegrams.add(burst.bytes()));
    }
    return telegrams.get(number);
  }

  /** Returns the number of the telegram with this time. */
  static int number(LocalDateTime meterTime) {
    long seconds = java.time.Duration.between(FIRST, meterTime).toSeconds();
    if (seconds % INTERVAL_SECONDS != 0) {
      throw new AssertionError("no telegram has the time " + meterTime);
    }
    return Math.toIntExact(seconds / INTERVAL_SECONDS);
  }
}
