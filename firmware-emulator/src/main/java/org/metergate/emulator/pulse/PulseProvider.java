// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.pulse;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.metergate.spi.emulator.EdgeEmulatorProvider;
import org.metergate.spi.emulator.EmulatorInfo;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.option.Options;
import org.metergate.spi.option.Secret;
import org.metergate.spi.time.TimeSource;

/** Creates emulated pulse outputs, {@code emulator:pulse}. */
public final class PulseProvider implements EdgeEmulatorProvider {
  private static final EmulatorInfo INFO =
      new EmulatorInfo(
          "pulse", "A meter with pulse outputs, S0 or reed", "pulse-gpio", PulseSettings.OPTIONS);

  /** Called by {@code ServiceLoader}. */
  public PulseProvider() {}

  @Override
  public EmulatorInfo info() {
    return INFO;
  }

  @Override
  public PulseOutputs create(Options options, TimeSource time) throws OptionException {
    return new PulseOutputs(PulseSettings.of(options), time.nanos());
  }

  @Override
  public Map<String, Secret> driverOptions(Options options) throws OptionException {
    PulseSettings settings = PulseSettings.of(options);
    int lines = settings.quantities().size();
    Map<String, Secret> driver = new LinkedHashMap<>();
    driver.put("quantity", new Secret(String.join(",", settings.quantities())));
    driver.put(
        "pulses-per-unit",
        new Secret(String.join(",", Collections.nCopies(lines, settings.perUnit()))));
    driver.put("contact", new Secret(settings.reed() ? "reed" : "s0"));
    return driver;
  }
}
