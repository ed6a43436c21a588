// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.kmp;

import java.util.LinkedHashMap;
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

/** Creates emulated KMP meters, {@code emulator:multical?model=403}, on good and bad lines. */
public final class KmpProvider implements ByteEmulatorProvider {
  private static final EmulatorInfo INFO =
      new EmulatorInfo(
          "multical",
          "Kamstrup MULTICAL 603, 403, 601, 21 or 382 (KMP)",
          "multical-kmp",
          Faults.withLineOptions(KmpSettings.OPTIONS));

  /** Called by {@code ServiceLoader}. */
  public KmpProvider() {}

  @Override
  public EmulatorInfo info() {
    return INFO;
  }

  @Override
  public EmulatedMeter create(Options options, TimeSource time) throws OptionException {
    return FaultyLine.of(new KmpMeter(KmpSettings.of(options), time), options, time.nanos());
  }

  /** {@inheritDoc} An emulated meter has no battery to save. */
  @Override
  public Map<String, Secret> driverOptions(Options options) {
    Map<String, Secret> driver = new LinkedHashMap<>();
    driver.put("model", new Secret(options.text("model").orElseThrow()));
    driver.put("supply", new Secret("mains"));
    driver.put("interval", new Secret("10s"));
    return driver;
  }
}
