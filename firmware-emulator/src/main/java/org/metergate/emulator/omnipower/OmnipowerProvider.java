// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.omnipower;

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

/** Creates emulated OMNIPOWER meters, {@code emulator:omnipower}, on good and bad lines. */
public final class OmnipowerProvider implements EmulatorProvider {
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
    Faults faults = Faults.of(options);
    OmnipowerMeter meter = new OmnipowerMeter(OmnipowerSettings.of(options), time);
    return FaultyLine.of(meter, faults, time.nanos());
  }

  /** {@inheritDoc} The keys are those before any renewal; the scale must be determined. */
  @Override
  public Map<String, Secret> driverOptions(Options options) {
    OmnipowerSettings settings;
    try {
      settings = OmnipowerSettings.of(options);
    } catch (OptionException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    return settings.encrypted() ? settings.keys().driverOptions() : Map.of();
  }
}
