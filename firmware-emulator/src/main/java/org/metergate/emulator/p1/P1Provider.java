// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.p1;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metergate.emulator.fault.Faults;
import org.metergate.emulator.fault.FaultyLine;
import org.metergate.spi.emulator.EmulatedMeter;
import org.metergate.spi.emulator.EmulatorInfo;
import org.metergate.spi.emulator.EmulatorProvider;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.option.OptionSpec;
import org.metergate.spi.option.Options;
import org.metergate.spi.option.Secret;
import org.metergate.spi.time.TimeSource;

/** Makes emulated meters with a P1 port, {@code emulator:p1}, on good lines and on bad ones. */
public final class P1Provider implements EmulatorProvider {
  private static final EmulatorInfo INFO =
      new EmulatorInfo("p1", "Meter with a P1 port and a request line", "p1-dtr", options());

  /** Called by {@code ServiceLoader}. */
  public P1Provider() {}

  private static List<OptionSpec> options() {
    List<OptionSpec> options = new ArrayList<>(P1Settings.OPTIONS);
    options.addAll(Faults.OPTIONS);
    return options;
  }

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
    Map<String, Secret> driver = new LinkedHashMap<>();
    if (settings.model() == Model.LUXEMBOURG) {
      driver.put("encryption-key", settings.keys().encryptionKey());
      driver.put("authentication-key", settings.keys().authenticationKey());
    }
    return driver;
  }
}
