// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical.register;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.metergate.spi.codec.ByteCursor;
import org.metergate.spi.codec.Hex;
import org.metergate.spi.codec.MalformedException;

/** The records of a logger module, with the values of the manufacturer's example. */
class ModulePageTest {
  private static final String FIRST = "10F3 003C 08 04 00 FF068662 0044 27 04 00 E993DC05";
  private static final String FURTHER = "10F4 B50A5C5E 93E05047 10F5 CF065396 F2584C96";

  private static ModulePage read(String data) throws MalformedException {
    return ModulePage.read(new ByteCursor(Hex.parse(data)), RegisterTable.STANDARD);
  }

  private static List<String> records(ModulePage page) {
    return page.records().stream()
        .map(
            record ->
                Long.toHexString(record.number())
                    + record.measurements().stream()
                        .map(one -> " " + one.register() + "=" + one.value() + one.unit().ascii())
                        .reduce("", String::concat))
        .toList();
  }

  @Test
  void readsTheManufacturersExample() throws MalformedException {
    ModulePage page = read("01 02" + FIRST + FURTHER + "10F5 1102 00");
    assertEquals(1, page.log());
    assertEquals(0x1102, page.newest());
    assertEquals(
        List.of(
            "10f3 60=4278617698GJ 68=3918781445l",
            "10f4 60=3037355102GJ 68=2480951367l",
            "10f5 60=3473298326GJ 68=4065873046l"),
        records(page));
    assertEquals("FF068662 E993DC05", page.records().get(0).raw());
  }

  @Test
  void readsOneRecordAndWhatComesWithTheEndOfTheLogOrAFullAnswer() throws MalformedException {
    assertEquals(1, read("01 02" + FIRST + "10F3 10F3 10").records().size());
    assertEquals(2, read("01 01 0007 003C 08 01 00 05 0008 06 0008 0009 08").records().size());
  }

  @Test
  void hasNoRecordsWhereTheLogIsEmptyOrTheTimeOutsideWhateverTheLength() throws MalformedException {
    for (String none : List.of("01 00 01", "01 01", "01 00 0000 0000 01", "01 02" + FIRST + "01")) {
      assertTrue(read(none).isEmpty(), none);
      assertEquals(List.of(), read(none).records());
    }
    assertTrue(read("01 00 0000 1102 04").isOutOfRange());
    assertEquals(List.of(), read("01 00 10F5 1102 10").records(), "the log keeps none of them");
  }

  @Test
  void refusesLengthsThatDoNotFit() {
    for (String bad :
        List.of(
            "",
            "01",
            "01 02 10",
            "01 02" + FIRST + "10F5 1102",
            "01 02" + FIRST + "10F4 B50A 10F5 1102 00",
            "01 03" + FIRST + "10F5 1102 00",
            "01 02 10F3 003C 08 01 00 05 003C 08 01 00 05 10F5 1102 00",
            "01 01 10F3 003C 08 00 00 10F5 1102 00")) {
      assertThrows(MalformedException.class, () -> read(bad), bad);
    }
  }
}
