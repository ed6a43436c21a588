// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metergate.spi.reading.Nameplate;

class MeterNamesTest {
  @ParameterizedTest
  @CsvSource({
    "M603, , 0B030000, MULTICAL 603, 0B03, ''",
    "M21, , 0B210000, MULTICAL 21, 0B21, ''",
    "M382, , 0A010106, 382, 0A01, A6",
    "FLOWIQ, , -, flowIQ, '', ''",
    "AUTO, HEAT, 00040601, MULTICAL 601, 0004, F1",
    "AUTO, HEAT, 15030601, MULTICAL 601, 1503, F1", // through its top module
    "AUTO, HEAT, 0B030000, MULTICAL, 0B03, ''", // its type is in no table
    "AUTO, WATER, 0B210000, '', 0B21, ''", // a MULTICAL or a flowIQ
    "AUTO, , -, '', '', ''",
  })
  void namesAMeterByItsModelElseByItsTypeElseByWhatItMeasures(
      Model model, Family family, String digits, String name, String id, String software) {
    Nameplate expected = Nameplate.of("Kamstrup", name).withModelId(id).withSoftware(software);
    assertEquals(expected, MeterNames.nameplate(model, family, Identity.typeAndSoftware(digits)));
    assertEquals(
        Nameplate.of("Kamstrup", expected.model().equals("MULTICAL 601") ? "MULTICAL" : name),
        MeterNames.nameplate(model, family, List.of()),
        "before the meter was asked");
  }
}
