// SPDX-License-Identifier: Apache-2.0
package org.metergate.example.iec62056;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.metergate.spi.driver.DriverInfo;
import org.metergate.spi.driver.DriverProvider;
import org.metergate.spi.driver.MeterDriver;
import org.metergate.spi.driver.MeterOptions;
import org.metergate.spi.option.OptionException;

/** Provides the driver {@code iec62056}. */
public final class Iec62056DriverProvider implements DriverProvider {
  private static final DriverInfo INFO =
      new DriverInfo(
          "iec62056",
          "Meters with IEC 62056-21 readouts (optical head, MULTICAL 66 and 401)",
          1,
          DriverInfo.MetersPerLink.MANY,
          MeterSetting.OPTIONS,
          "org.metergate.example.iec62056.messages");

  /** Called by {@code ServiceLoader}. */
  public Iec62056DriverProvider() {}

  @Override
  public DriverInfo info() {
    return INFO;
  }

  @Override
  public MeterDriver create(List<MeterOptions> meters) throws OptionException {
    List<MeterSetting> settings = new ArrayList<>();
    Set<String> addresses = new HashSet<>();
    for (MeterOptions meter : meters) {
      MeterSetting setting = MeterSetting.of(meter);
      if (meters.size() > 1 && setting.pushes()) {
        throw new OptionException(
            "mode", "A meter that sends by itself must be alone on its line.");
      }
      if (!addresses.add(setting.address())) {
        throw new OptionException("address", "Two meters on one line need different addresses.");
      }
      if (!setting.line().equals(settings.isEmpty() ? setting.line() : settings.get(0).line())) {
        throw new OptionException(
            "line", "All meters on one line must begin with the same line settings.");
      }
      settings.add(setting);
    }
    return new Iec62056Driver(settings);
  }
}
