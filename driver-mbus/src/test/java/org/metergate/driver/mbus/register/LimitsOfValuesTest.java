// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.register;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Value;

/** Where a number ends to be one, a key to be a name, and a code to have a meaning. */
class LimitsOfValuesTest {
  /** 10^18 as an integer of eight bytes, which has 19 digits. */
  private static final String NINETEEN_DIGITS = "000064A7B3B6E00D";

  private static Measurement only(String who, String record) {
    List<Measurement> all = Telegrams.kamstrup(who, record).measurements();
    assertEquals(1, all.size(), record);
    return all.get(0);
  }

  @Test
  void aNumberHasUpTo25DigitsBeforeThePoint() {
    assertEquals(
        "1" + "0".repeat(24),
        only("3504", "07 FDBA FD7D" + NINETEEN_DIGITS).value().toString(),
        "times a million");
    assertEquals(
        new Value.Text(NINETEEN_DIGITS),
        only("3504", "07 FDBA FDFD77" + NINETEEN_DIGITS).value(),
        "times ten million");
  }

  @ParameterizedTest
  @ValueSource(strings = {"04 12", "04 14", "04 16", "04 17"})
  void aSumHasAllDigitsBeforeThePointWhateverItsStepIs(String volume) {
    Readout readout = Telegrams.kamstrup("3504", "04 FF07 90A30000", volume + "64000000");
    Value.Decimal sum = (Value.Decimal) readout.measurements().get(0).value();
    assertTrue(sum.number().scale() >= 0, () -> volume + ": " + sum.number());
  }

  @ParameterizedTest
  @CsvSource({
    "09 78 07, 07",
    "0A 78 0700, 0007",
    "0B 78 070000, 000007",
    "0C 78 07000000, 00000007",
    "0E 78 070000000000, 000000000007",
    "04 78 07000000, 7",
    "0D 78 C2 0700, 7"
  })
  void aNumberThatIsANameKeepsTheZerosThatTheWireHas(String record, String number) {
    Readout readout = Telegrams.kamstrup("3504", record);
    assertEquals(number, readout.measurements().get(0).value().toString());
    assertEquals(number, readout.identifier());
  }

  @ParameterizedTest
  @CsvSource({
    "84 10 2B 05000000, register_8410_2b",
    "84 10 06 05000000, energy_import_t1",
    "84 40 06 05000000, register_8440_06",
    "84 50 06 05000000, register_8450_06",
    "94 10 06 05000000, register_9410_06"
  })
  void onlyWhatATariffCountsHasTheNameOfTheTariff(String record, String name) {
    assertEquals(name, only("0102", record).quantity().name());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 20})
  void theDataOfTheManufacturerAreNumberedByTelegram(int telegrams) {
    List<String> registers =
        Readout.of(Collections.nCopies(telegrams, Telegrams.telegram("2D2C3504", "0F 0102")))
            .measurements()
            .stream()
            .map(Measurement::register)
            .toList();
    assertEquals(telegrams, registers.stream().distinct().count());
    assertEquals("0F-raw", registers.get(0));
    assertEquals(
        telegrams == 1 ? "0F-raw" : "0F#" + telegrams + "-raw", registers.get(telegrams - 1));
  }

  @Test
  void contradictingVifeLeaveARecordItsKey() {
    for (String record :
        List.of("04 86 BB 3C 05000000", "04 86 BC 3B 05000000", "04 86 FC 81 FC 02 05000000")) {
      String name = only("0102", record).quantity().name();
      assertTrue(name.startsWith("register_"), record + " is " + name);
    }
  }

  @Test
  void aMeterWithoutItsOwnNumberIsIdentifiedByItsHeader() {
    Readout readout = Telegrams.kamstrup("3504", "0C 78 DDB4EBDD");
    assertEquals(Telegrams.IDENTITY, readout.identifier());
    assertEquals(Optional.empty(), readout.infoCode());
  }
}
