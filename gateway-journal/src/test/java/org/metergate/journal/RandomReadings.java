// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.MeterTime;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;
import org.metergate.spi.reading.Value;

/** Readings that no real meter sends but that the types allow. */
final class RandomReadings {
  private static final String[] TEXTS = {"", "Kamstrup_V0001", "ÆØÅ ³ 漢 \uD83D\uDD0C", "a\0b", "0"};

  private final Random random;

  RandomReadings(long seed) {
    random = new Random(seed);
  }

  Reading next() {
    Optional<MeterTime> time = flip(3) ? Optional.empty() : Optional.of(time());
    List<Measurement> measurements = new ArrayList<>();
    int count = random.nextInt(8);
    for (int i = 0; i < count; i++) {
      measurements.add(measurement(time.orElse(null)));
    }
    return new Reading(
        new MeterRef("m" + random.nextInt(3), text(), text()),
        flip(4) ? random.nextLong() : random.nextInt(1000),
        flip(4) ? Origin.HISTORY : Origin.LIVE,
        Instant.ofEpochMilli(random.nextLong() >> random.nextInt(20) + 10),
        time,
        measurements);
  }

  private Measurement measurement(MeterTime base) {
    Dimension[] dimensions = Dimension.values();
    Quantity.Kind[] kinds = Quantity.Kind.values();
    Quantity quantity =
        new Quantity(
            "q" + random.nextInt(5),
            kinds[random.nextInt(kinds.length)],
            dimensions[random.nextInt(dimensions.length)],
            text());
    Unit[] units = {null, Unit.NONE, Unit.M3, Unit.WH, new Unit("furlong", text())};
    MeterTime at = flip(4) ? (base != null && flip(2) ? base : time()) : null;
    BigDecimal raw = flip(2) ? integer() : null;
    return new Measurement(
        quantity, value(base, raw), units[random.nextInt(units.length)], text(), raw, at);
  }

  private Value value(MeterTime base, BigDecimal raw) {
    switch (random.nextInt(raw == null ? 5 : 8)) {
      case 0:
        return new Value.Text(text());
      case 1:
        return new Value.Moment(base != null && flip(2) ? base : time());
      case 2:
      case 3:
      case 4:
        return new Value.Decimal(decimal());
      case 5:
      case 6:
        return new Value.Decimal(
            new BigDecimal(
                raw.unscaledValue().multiply(BigInteger.TEN.pow(random.nextInt(9))),
                random.nextInt(4)));
      default:
        return null;
    }
  }

  private BigDecimal integer() {
    if (flip(20)) {
      return decimal();
    }
    return flip(3) ? BigDecimal.ZERO : new BigDecimal(unscaled());
  }

  private BigDecimal decimal() {
    int scale = flip(10) ? random.nextInt() : random.nextInt(7) - 2;
    return new BigDecimal(unscaled(), scale);
  }

  private BigInteger unscaled() {
    BigInteger magnitude = new BigInteger(random.nextInt(flip(10) ? 300 : 66), random);
    return flip(2) ? magnitude.negate() : magnitude;
  }

  private MeterTime time() {
    long seconds = flip(10) ? random.nextLong() >> 9 : 1_767_793_640L + random.nextInt(100_000);
    int nanos = flip(3) ? random.nextInt(1_000_000_000) : 0;
    ZoneOffset offset =
        flip(2) ? ZoneOffset.ofTotalSeconds(random.nextInt(129_601) - 64_800) : null;
    return new MeterTime(LocalDateTime.ofEpochSecond(seconds, nanos, ZoneOffset.UTC), offset);
  }

  private String text() {
    return flip(2) ? TEXTS[random.nextInt(TEXTS.length)] : "t" + random.nextInt(1000);
  }

  private boolean flip(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }
}
