// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metergate.ciphering.trust.SystemTitle;

class IdentityTest {
  @ParameterizedTest
  @CsvSource({
    "4B414D4500BC614E, 12345678", // KAM, E, serial number
    "4B414D45FFFFFFFF, 4294967295",
    "4B414D4500000001, 1",
    "4C475A677370B177, LGZ677370B177", // another manufacturer
    "0000000012345678, 0000000012345678", // letters of no manufacturer
  })
  void namesTheMeterByItsSystemTitle(String title, String identifier) {
    SystemTitle systemTitle = new SystemTitle(Long.parseUnsignedLong(title, 16));
    assertEquals(identifier, systemTitle.identifier());
    assertEquals(title, systemTitle.hex());
  }

  @ParameterizedTest
  @CsvSource({
    "5706567123456784, 12345678", // Kamstrup's GS1 number with a right check digit
    "5706567000012300, 1230", // as in the system title
    "5706567123456785, 5706567123456785", // wrong check digit: another number
    "7359992890941742, 7359992890941742", // another manufacturer's GS1 number
    "570656712345678X, 570656712345678X",
    "27581522, 27581522",
  })
  void namesTheMeterByTheNumberInItsList(String number, String identifier) {
    assertEquals(identifier, MeterNumber.identifier(number));
  }
}
