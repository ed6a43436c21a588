// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.register;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.metergate.driver.mbus.telegram.Answer;
import org.metergate.spi.reading.Quantity.Kind;

/** What a meter stored is history only if the meter says when it stored it. */
class StoredValuesTest {
  /** 2026-07-02 12:13, summer time; 2026-01-01; 2025-12-31 23:59; 2027-01-01. */
  private static final String CLOCK = "04 6D 0D2C4237";

  private static final String NEW_YEAR = "42 6C 4131";
  private static final String NEXT_YEAR = "42 6C 6131";
  private static final String NO_DATE = "42 6C 0000";

  @Test
  void valuesBelongToTheDateOfTheirStorage() {
    Readout readout =
        Telegrams.kamstrup(
            "3504",
            "04 06 E7910000",
            "44 06 51820000",
            "54 2D 26020000",
            NEW_YEAR,
            "84 01 06 01000000",
            "82 01 6C 2131");
    assertEquals(
        List.of(
            "04-06 heat_energy=37351 kWh",
            "42-6C target_date=2026-01-01",
            "8201-6C register_8201_6c=2025-01-01"),
        Telegrams.lines(readout.measurements()));
    assertEquals(2, readout.stored().size());
    Readout.Stored year = readout.stored().get(0);
    assertEquals(1, year.storage());
    assertEquals("2026-01-01T00:00:00", year.at().toString());
    assertEquals(
        List.of("44-06 heat_energy=33361 kWh", "54-2D heat_power_max=55.0 kW"),
        Telegrams.lines(year.measurements()));
    Readout.Stored before = readout.stored().get(1);
    assertEquals(2, before.storage());
    assertEquals("2025-01-01T00:00:00", before.at().toString());
    assertEquals(List.of("8401-06 heat_energy=1 kWh"), Telegrams.lines(before.measurements()));
  }

  @Test
  void aDateMayHaveATimeOfDay() {
    Readout readout = Telegrams.kamstrup("3504", "44 06 51820000", "44 6D 3B173F3C");
    assertEquals("2025-12-31T23:59:00", readout.stored().get(0).at().toString());
  }

  @Test
  void valuesWithoutADateStayUnderTheirKey() {
    Readout readout = Telegrams.kamstrup("3504", "04 06 01000000", "44 06 05000000", NO_DATE);
    assertEquals(
        List.of("04-06 heat_energy=1 kWh", "44-06 register_44_06=5 kWh"),
        Telegrams.lines(readout.measurements()));
    assertEquals(Kind.STATE, readout.measurements().get(1).quantity().kind());
    assertEquals(List.of(), readout.stored());
  }

  @Test
  void aDateOfAnotherStorageIsNoDate() {
    Readout readout = Telegrams.kamstrup("3504", "44 06 05000000", "82 01 6C 2131");
    assertEquals(
        List.of("44-06 register_44_06=5 kWh", "8201-6C register_8201_6c=2025-01-01"),
        Telegrams.lines(readout.measurements()));
    assertEquals(List.of(), readout.stored());
  }

  @Test
  void aDateThatIsStillToComeIsNotWhenItWasStored() {
    Readout readout = Telegrams.kamstrup("3504", CLOCK, "44 06 05000000", NEXT_YEAR);
    assertEquals(List.of(), readout.stored());
    assertTrue(
        Telegrams.lines(readout.measurements())
            .containsAll(List.of("44-06 register_44_06=5 kWh", "42-6C target_date=2027-01-01")));
  }

  @Test
  void withoutAClockOfTheMeterOursTellsWhetherADateIsStillToCome() {
    List<Answer.Telegram> answer =
        List.of(Telegrams.telegram("2D2C3504", "44 06 05000000", NEXT_YEAR));
    LocalDateTime newYear = LocalDateTime.of(2027, 1, 1, 0, 0);
    Readout before = Readout.of(answer, newYear.minusSeconds(1));
    assertEquals(List.of(), before.stored());
    assertEquals(
        List.of("44-06 register_44_06=5 kWh", "42-6C target_date=2027-01-01"),
        Telegrams.lines(before.measurements()));
    Readout then = Readout.of(answer, newYear);
    assertEquals(List.of("42-6C target_date=2027-01-01"), Telegrams.lines(then.measurements()));
    assertEquals(
        List.of("44-06 heat_energy=5 kWh"), Telegrams.lines(then.stored().get(0).measurements()));
  }

  @Test
  void ofTwoDatesTheOneThatHasPassedCounts() {
    Readout readout = Telegrams.kamstrup("3504", CLOCK, NEXT_YEAR, "44 06 05000000", NEW_YEAR);
    assertEquals("2026-01-01T00:00:00", readout.stored().get(0).at().toString());
    assertEquals(
        List.of("44-06 heat_energy=5 kWh"),
        Telegrams.lines(readout.stored().get(0).measurements()));
    assertEquals("42-6C register_42_6c=2027-01-01", Telegrams.lines(readout.measurements()).get(1));
  }

  @Test
  void twoDatesWithoutAClockAreNone() {
    Readout readout = Telegrams.kamstrup("3504", NEXT_YEAR, "44 06 05000000", NEW_YEAR);
    assertEquals(List.of(), readout.stored());
    assertEquals(3, readout.measurements().size());
  }

  @Test
  void theSameDateTwiceIsOne() {
    Readout readout = Telegrams.kamstrup("3504", NEW_YEAR, "44 06 05000000", NEW_YEAR);
    assertEquals(1, readout.stored().size());
    assertEquals(
        List.of("44-06 heat_energy=5 kWh"),
        Telegrams.lines(readout.stored().get(0).measurements()));
    assertEquals(
        List.of("42-6C target_date=2026-01-01", "42-6C#2 register_42_6c_2=2026-01-01"),
        Telegrams.lines(readout.measurements()));
  }

  @Test
  void theDateOfTheNextTimeIsOfThePresent() {
    Readout readout = Telegrams.other("07", "4C 13 51690000", NEW_YEAR, "42 EC7E 6131");
    assertEquals("2026-01-01T00:00:00", readout.stored().get(0).at().toString());
    assertEquals(
        List.of("42-6C register_42_6c=2026-01-01", "42-EC7E register_42_ec7e=2027-01-01"),
        Telegrams.lines(readout.measurements()));
  }

  @Test
  void aDateAloneIsNoHistory() {
    Readout readout = Telegrams.kamstrup("3504", NEW_YEAR);
    assertEquals(List.of(), readout.stored());
    assertEquals(List.of("42-6C target_date=2026-01-01"), Telegrams.lines(readout.measurements()));
  }

  @Test
  void aDateOfAStorageIsNeverTheMetersClock() {
    Readout readout = Telegrams.kamstrup("3504", "44 06 51820000", "44 6D 3B173F3C");
    assertEquals(
        List.of("44-6D register_44_6d=2025-12-31T23:59:00"),
        Telegrams.lines(readout.measurements()));
  }

  @Test
  void aDateThatIsNoneIsNotPublishedNorReported() {
    for (String none : List.of(NO_DATE, "42 6C FFFF", "42 6C E1F1")) {
      Readout readout = Telegrams.kamstrup("3504", "04 06 01000000", none);
      assertEquals(List.of("04-06 heat_energy=1 kWh"), Telegrams.lines(readout.measurements()));
      assertEquals(List.of(), readout.invalid(), none);
    }
  }

  @Test
  void aStorageMayBeginInOneTelegramAndEndInTheNext() {
    Readout readout =
        Readout.of(
            List.of(
                Telegrams.telegram("2D2C3504", "44 06 05000000", "1F"),
                Telegrams.telegram("2D2C3504", NEW_YEAR)));
    assertEquals(1, readout.stored().size());
  }
}
