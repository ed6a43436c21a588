// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.list;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metergate.spi.reading.Nameplate;

class ManufacturerTest {
  @ParameterizedTest
  @CsvSource({
    "Kamstrup_V0001, 6841131BN243101040, Kamstrup, OMNIPOWER three-phase",
    "Kamstrup_V0001, 6851131BN243101040, Kamstrup, OMNIPOWER CT",
    "Kamstrup_V0001, 6861131BN243101040, Kamstrup, OMNIPOWER single-phase",
    "Kamstrup_V0001, 6991131BN243101040, Kamstrup, OMNIPOWER", // a kind that is in no table
    "Kamstrup_V0001, '', Kamstrup, OMNIPOWER", // the Danish list has no type
    "KFM_001, MA304H3E, Kaifa, MA304H3E",
    "AIDON_V0001, 6525, Aidon, 6525",
    "'', 6841131BN243101040, '', 6841131BN243101040", // nobody says that it is a Kamstrup
    "'', '', '', ''",
  })
  void namesAMeterByItsListAndItsType(String list, String type, String manufacturer, String model) {
    assertEquals(
        Nameplate.of(manufacturer, model).withModelId(type), Manufacturer.nameplate(list, type));
  }
}
