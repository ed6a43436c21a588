// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.omnipower;

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

/** Creates emulated OMNIPOWER meters, {@code emulator:omnipower}, on good and bad lines. */
public final class OmnipowerProvider implements ByteEmulatorProvider {
  private static final EmulatorInfo INFO =
      new EmulatorInfo(
          "omnipower",
          "Kamstrup OMNIPOWER, HAN port (DLMS push)",
          "omnipower-dlms",
          Faults.withLineOptions(OmnipowerSettings.OPTIONS));

  /** Called by {@code ServiceLoader}. */
  public OmnipowerProvider() {}

  @Override
  public EmulatorInfo info() {
    return INFO;
  }

  @Override
  public EmulatedMeter create(Options options, TimeSource time) throws OptionException {
    return FaultyLine.of(
        new OmnipowerMeter(OmnipowerSettings.of(options), time), options, time.nanos());
  }

  /** {@inheritDoc} The keys are those before any renewal; the scale must be determined. */
  @Override
  public Map<String, Secret> driverOptions(Options options) throws OptionException {
    OmnipowerSettings settings = OmnipowerSettings.of(options);
    return settings.encrypted() ? settings.keys().driverOptions() : Map.of();
  }
}
