// SPDX-License-Identifier: Apache-2.0
package org.metergate.kit;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.metergate.spi.codec.Damage;
import org.metergate.spi.codec.FrameSink;
import org.metergate.spi.driver.ByteDriver;
import org.metergate.spi.driver.DriverInfo;
import org.metergate.spi.driver.DriverProvider;
import org.metergate.spi.driver.MeterDriver;
import org.metergate.spi.driver.MeterOptions;
import org.metergate.spi.driver.MeterSession;
import org.metergate.spi.driver.Reception;
import org.metergate.spi.driver.Session;
import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.option.OptionSpec;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Unit;
import org.metergate.spi.reading.Value;

/** A driver for {@link ToyFramer}'s protocol: each payload is a big-endian power in watts. */
public final class ToyDriver implements DriverProvider {
  /** A frame was damaged: {@code damage}. */
  public static final FindingCode DAMAGED =
      new FindingCode("damaged", Stage.FRAMES, FindingCode.Kind.EVENT);

  @Override
  public DriverInfo info() {
    return new DriverInfo(
        "toy",
        "A toy",
        DriverInfo.SPI_LEVEL,
        DriverInfo.MetersPerLink.ONE,
        List.of(OptionSpec.standard("identifier", OptionSpec.Type.TEXT, "1", "The meter's name.")),
        "org.metergate.kit.toy");
  }

  @Override
  public MeterDriver create(List<MeterOptions> meters) {
    return new Toy(meters.get(0));
  }

  private record Toy(MeterOptions meter) implements ByteDriver {

    @Override
    public LineSettings settings() {
      return LineSettings.eightNone(2400);
    }

    @Override
    public Duration normalSilence() {
      return Duration.ofSeconds(30);
    }

    @Override
    public Duration usualInterval() {
      return Duration.ofSeconds(10);
    }

    @Override
    public void session(ByteLink link, Session session)
        throws LinkLostException, InterruptedException {
      Reception.listen(
          link, session, new ToyFramer(), new Sink(meter, session.meter(meter.name())));
    }
  }

  private record Sink(MeterOptions meter, MeterSession session) implements FrameSink<byte[]> {

    @Override
    public void frame(byte[] frame) {
      session.passed(Stage.FRAMES);
      BigDecimal raw = new BigDecimal(new java.math.BigInteger(1, frame, 3, frame.length - 5));
      Measurement power =
          new Measurement(Quantities.POWER_IMPORT, new Value.Decimal(raw), Unit.W, "1", raw, null);
      session.publish(
          meter.options().text("identifier").orElseThrow(), Optional.empty(), List.of(power));
    }

    @Override
    public void noise(byte[] bytes, int offset, int length) {}

    @Override
    public void corrupt(Damage damage) {
      session.find(DAMAGED, "damage", damage);
    }
  }
}
