// SPDX-License-Identifier: Apache-2.0
package org.metergate.faultrun.spare;

import java.time.Duration;
import java.util.List;
import org.metergate.spi.driver.ByteDriver;
import org.metergate.spi.driver.DriverInfo;
import org.metergate.spi.driver.DriverProvider;
import org.metergate.spi.driver.MeterDriver;
import org.metergate.spi.driver.MeterOptions;
import org.metergate.spi.driver.Session;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkLostException;

/** Offers itself; it reads what comes and makes nothing of it. */
public final class SpareDriver implements DriverProvider, ByteDriver {
  private static final Duration USUAL = Duration.ofSeconds(10);

  /** Called by {@code ServiceLoader}. */
  public SpareDriver() {}

  @Override
  public DriverInfo info() {
    return new DriverInfo(
        "spare",
        "A driver that no meter uses",
        1,
        DriverInfo.MetersPerLink.ONE,
        List.of(),
        "org.metergate.faultrun.spare.messages");
  }

  @Override
  public MeterDriver create(List<MeterOptions> meters) {
    return this;
  }

  @Override
  public LineSettings settings() {
    return LineSettings.eightNone(9600);
  }

  @Override
  public Duration normalSilence() {
    return USUAL;
  }

  @Override
  public Duration usualInterval() {
    return USUAL;
  }

  @Override
  public void session(ByteLink link, Session session)
      throws LinkLostException, InterruptedException {
    byte[] buffer = new byte[256];
    while (true) {
      link.read(buffer, USUAL);
    }
  }
}
