// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.p1;

import java.util.Map;
import org.metergate.emulator.fault.Faults;
import org.metergate.emulator.fault.FaultyLine;
import org.metergate.spi.emulator.EmulatedMeter;
import org.metergate.spi.emulator.EmulatorInfo;
import org.metergate.spi.emulator.EmulatorProvider;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.option.Options;
import org.metergate.spi.option.Secret;
import org.metergate.spi.time.TimeSource;

/** Creates emulated meters with a P1 port, {@code emulator:p1}, on good and bad lines. */
public final class P1Provider implements EmulatorProvider {
  private static final EmulatorInfo INFO =
      new EmulatorInfo(
          "p1",
          "Meter with a P1 port and a request line",
          "p1-dtr",
          Faults.withLineOptions(P1Settings.OPTIONS));

  /** Called by {@code ServiceLoader}. */
  public P1Provider() {}

  @Override
  public EmulatorInfo info() {
    return INFO;
  }

  @Override
  public EmulatedMeter create(Options options, TimeSource time) throws OptionException {
    Faults faults = Faults.of(options);
    P1Meter meter = new P1Meter(P1Settings.of(options), time);
    return FaultyLine.of(meter, faults, time.nanos());
  }

  @Override
  public Map<String, Secret> driverOptions(Options options) {
    P1Settings settings;
    try {
      settings = P1Settings.of(options);
    } catch (OptionException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    return settings.model() == Model.LUXEMBOURG ? settings.keys().driverOptions() : Map.of();
  }
}
