// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metergate.emulator.omnipower.OmnipowerProvider;
import org.metergate.spi.emulator.EmulatedMeter;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.option.Options;
import org.metergate.spi.option.Secret;
import org.metergate.time.VirtualTime;

/** An emulated OMNIPOWER on virtual time, created from options as on a command line. */
public final class TestMeter {
  /** A Thursday in winter, 05:30:03 in Denmark. */
  public static final Instant START = Instant.parse("2026-01-15T04:30:03Z");

  private final VirtualTime time;
  private final EmulatedMeter meter;
  private final Map<String, Secret> driver;

  public TestMeter(String... options) throws OptionException {
    this(START, options);
  }

  public TestMeter(Instant start, String... texts) throws OptionException {
    Map<String, String> map = new LinkedHashMap<>();
    for (String option : texts) {
      map.put(option.substring(0, option.indexOf('=')), option.substring(option.indexOf('=') + 1));
    }
    time = new VirtualTime(start);
    Options options = Options.of(new OmnipowerProvider().info().options(), map);
    meter = new OmnipowerProvider().create(options, time);
    driver = new OmnipowerProvider().driverOptions(options);
  }

  public EmulatedMeter meter() {
    return meter;
  }

  public Map<String, Secret> driver() {
    return driver;
  }

  /** Advances the time and returns what the meter began to send meanwhile. */
  public List<EmulatedMeter.Burst> pass(Duration duration) {
    long end = time.nanos() + duration.toNanos();
    List<EmulatedMeter.Burst> bursts = new ArrayList<>();
    while (meter.nextNanos() <= end) {
      time.advanceTo(meter.nextNanos());
      bursts.addAll(meter.poll(time.nanos()));
    }
    time.advanceTo(end);
    bursts.addAll(meter.poll(end));
    return bursts;
  }

  /** Advances the time and reads what arrived. */
  public List<Telegram> read(Duration duration) {
    return pass(duration).stream().map(b -> Telegram.read(b.bytes(), driver())).toList();
  }

  /** Reads the next telegram. */
  public Telegram next() {
    return read(Duration.ofSeconds(10)).get(0);
  }
}
