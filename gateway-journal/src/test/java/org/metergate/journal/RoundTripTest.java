// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;
import org.metergate.spi.reading.Value;
import org.metergate.time.VirtualTime;

class RoundTripTest {
  /** Beyond so many row schemas, new ones match more kinds of rows. */
  private static final int MAX_EXACT_SCHEMAS = 1000;

  private static final Quantity ENERGY =
      new Quantity("energy_import", Quantity.Kind.COUNTER, Dimension.ENERGY, "Energy import");

  @TempDir Path folder;

  private final VirtualTime time = new VirtualTime(Samples.START);

  private void comesBack(List<Reading> readings) throws Exception {
    Path path = folder.resolve("journal.db");
    List<StoredReading> expected = new ArrayList<>();
    try (Journal journal = Samples.open(path, time)) {
      for (Reading reading : readings) {
        expected.add(new StoredReading(journal.readings().append(reading), reading));
      }
      assertEquals(
          expected, journal.readings().readAfter(0, Integer.MAX_VALUE), "while it is open");
    }
    try (Journal journal = Samples.open(path, time)) {
      assertEquals(expected, journal.readings().readAfter(0, Integer.MAX_VALUE), "after a start");
    }
  }

  private static Measurement energy(String value, Unit unit, String raw) {
    return new Measurement(
        ENERGY,
        value == null ? null : new Value.Decimal(new BigDecimal(value)),
        unit,
        "1.1.1.8.0.255",
        raw == null ? null : new BigDecimal(raw),
        null);
  }

  private static Reading with(Measurement... measurements) {
    return new Reading(
        Samples.METER, 1, Origin.LIVE, Samples.START, Optional.empty(), List.of(measurements));
  }

  /** 3000 of these have more than a thousand row schemas, so that loose ones are made too. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void anyReadingComesBackEqual(long seed) throws Exception {
    RandomReadings random = new RandomReadings(seed);
    List<Reading> readings = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      readings.add(random.next());
    }
    comesBack(readings);
  }

  @Test
  void aMetersListComesBackEqual() throws Exception {
    List<Reading> readings = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      readings.add(Samples.list(i));
    }
    comesBack(readings);
  }

  @Test
  void keepsTheMetersDigitsOfValueAndRawInteger() throws Exception {
    comesBack(
        List.of(
            with(energy("913.000", Unit.KWH, null)),
            with(energy("0.00", Unit.KWH, "0")),
            with(energy("0", Unit.WH, "7")),
            with(energy("7", Unit.WH, "0")),
            with(energy("8666360", Unit.WH, "866636")),
            with(energy("-12.50", Unit.KWH, "-1250")),
            with(energy("-12.50", Unit.KWH, "1250")),
            with(energy("1E+5", Unit.WH, "1")),
            with(energy("33", Unit.WH, "7")),
            with(energy(null, null, "866636")),
            with(energy("9223372036854775808", Unit.WH, "9223372036854775807")),
            with(energy("-9223372036854775809", Unit.WH, "-9223372036854775808"))));
  }

  @Test
  void aListThatIsEmptyComesBackEmpty() throws Exception {
    comesBack(List.of(with()));
  }

  @Test
  void scalesThatChangeWithEachReadingDoNotMakeASchemaEach() throws Exception {
    Path path = folder.resolve("journal.db");
    List<Reading> readings = new ArrayList<>();
    for (int i = 0; i < 5 * MAX_EXACT_SCHEMAS; i++) {
      readings.add(with(energy(new BigDecimal(i).movePointLeft(i).toPlainString(), null, null)));
    }
    comesBack(readings);
    assertEquals(MAX_EXACT_SCHEMAS + 1, PlainSql.number(path, "SELECT count(*) FROM shape"));
  }
}
