// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.p1;

import java.util.Map;
import org.metergate.emulator.fault.Faults;
import org.metergate.emulator.fault.FaultyLine;
import org.metergate.spi.emulator.ByteEmulatorProvider;
import org.metergate.spi.emulator.EmulatedMeter;
import org.metergate.spi.emulator.EmulatorInfo;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.option.Options;
import org.metergate.spi.option.Secret;
import org.metergate.spi.time.TimeSource;

/** Creates emulated meters with a P1 port, {@code emulator:p1}, on good and bad lines. */
public final class P1Provider implements ByteEmulatorProvider {
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
    return FaultyLine.of(new P1Meter(P1Settings.of(options), time), options, time.nanos());
  }

  @Override
  public Map<String, Secret> driverOptions(Options options) throws OptionException {
    P1Settings settings = P1Settings.of(options);
    return settings.model() == Model.LUXEMBOURG ? settings.keys().driverOptions() : Map.of();
  }
}
