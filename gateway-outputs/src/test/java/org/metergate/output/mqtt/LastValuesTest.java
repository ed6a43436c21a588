// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.metergate.testing.SampleReadings.decimal;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;
import org.metergate.spi.reading.Value;

/** What a broker keeps of each quantity, with {@code retain: true}. */
class LastValuesTest {
  private static final Topics TOPICS = new Topics("metergate", "attic");
  private static final String HOURLY =
      "{\"meter\":\"e\",\"values\":{\"energy_import\":{\"value\":16532.620,\"unit\":\"kWh\","
          + "\"time\":\"2026-11-20T12:00:00Z\"},";

  private final RetainedTopics retained = new RetainedTopics();
  private final LastValues values = new LastValues(TOPICS, retained);

  @Test
  void keepsAValueOfTheHourlyListBesideThoseThatComeEveryTenSeconds() {
    values.learn(reading("12:00:00", Origin.LIVE, energy("16532.620"), power("124")));
    values.learn(reading("12:00:10", Origin.LIVE, power("130")));
    values.publish();
    assertEquals(
        HOURLY
            + "\"power_import\":{\"value\":130,\"unit\":\"W\",\"time\":\"2026-11-20T12:00:10Z\"}}}",
        published());
  }

  @Test
  void goesOnAfterARestartWithWhatItLeft() {
    values.learn(reading("12:00:00", Origin.LIVE, energy("16532.620"), number("007")));
    values.publish();
    String left = published();
    LastValues next = new LastValues(TOPICS, retained);
    assertEquals("e", next.restore(left));
    next.learn(reading("12:00:10", Origin.LIVE, power("130")));
    next.publish();
    assertEquals(
        HOURLY
            + "\"meter_number\":{\"value\":\"007\",\"time\":\"2026-11-20T12:00:00Z\"},"
            + "\"power_import\":{\"value\":130,\"unit\":\"W\",\"time\":\"2026-11-20T12:00:10Z\"}}}",
        published());
  }

  @Test
  void publishesWhatAPreviousRunLeftAlsoWhereItComesAfterTheFirstReading() {
    values.learn(reading("12:00:00", Origin.LIVE, energy("16532.620"), power("124")));
    values.publish();
    String left = published();
    LastValues next = new LastValues(TOPICS, retained);
    next.learn(reading("12:00:10", Origin.LIVE, power("130")));
    next.publish();
    assertFalse(published().contains("energy_import"), "not known yet");
    next.restore(left);
    assertEquals(
        HOURLY
            + "\"power_import\":{\"value\":130,\"unit\":\"W\",\"time\":\"2026-11-20T12:00:10Z\"}}}",
        published());
  }

  @Test
  void neverGoesBackToAnOlderValueNorToARecordOfALogger() {
    values.learn(reading("12:00:10", Origin.LIVE, power("130")));
    values.publish();
    published();
    values.learn(reading("12:00:00", Origin.LIVE, power("1")));
    values.learn(reading("13:00:00", Origin.HISTORY, power("2")));
    values.restore(
        "{\"meter\":\"e\",\"values\":{\"power_import\":{\"value\":3,"
            + "\"time\":\"2026-11-20T11:00:00Z\"}}}");
    values.publish();
    assertEquals("", published());
  }

  @Test
  void takesNothingFromATextThatIsNotItsOwn() {
    String start = "{\"meter\":\"e\",\"values\":{";
    for (String text :
        List.of(
            "",
            "x",
            "[]",
            "{}",
            "{\"meter\":\"e\"",
            start + "\"a\":1}}",
            start + "\"a\":{\"value\":1}}}",
            start + "\"A b\":{\"value\":1,\"time\":\"2026-11-20T11:00:00Z\"}}}",
            start + "\"a\":{\"value\":1e999999999,\"time\":\"2026-11-20T11:00:00Z\"}}}")) {
      assertEquals("", values.restore(text), text);
    }
    values.publish();
    assertEquals("", published());
  }

  private String published() {
    List<Publication> unsent = retained.takeUnsent();
    unsent.forEach(one -> assertEquals("metergate/attic/e/last", one.topic()));
    return unsent.isEmpty() ? "" : new String(unsent.get(0).payload(), StandardCharsets.UTF_8);
  }

  private static Measurement energy(String number) {
    return decimal(Quantities.ENERGY_IMPORT, new BigDecimal(number), Unit.KWH, "1");
  }

  private static Measurement power(String number) {
    return decimal(Quantities.POWER_IMPORT, new BigDecimal(number), Unit.W, "2");
  }

  private static Measurement number(String digits) {
    return Measurement.of(Quantities.METER_NUMBER, new Value.Text(digits), "3");
  }

  private static Reading reading(String time, Origin origin, Measurement... measurements) {
    return new Reading(
        MeterRef.of("e", "7"),
        1,
        origin,
        Instant.parse("2026-11-20T" + time + "Z"),
        Optional.empty(),
        List.of(measurements));
  }
}
