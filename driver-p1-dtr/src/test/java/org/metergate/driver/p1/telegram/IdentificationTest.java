// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1.telegram;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metergate.spi.reading.Nameplate;

class IdentificationTest {
  @ParameterizedTest
  @CsvSource({
    "/KMP5 KA6U001660297912, Kamstrup, 162, KA6U",
    "/KMP5 ZABF001587315111, Kamstrup, 382, ZABF",
    "/KMP5, Kamstrup, '', ''",
    "/KAM5, Kamstrup, '', ''",
    "/ISk5\\2MT382-1004, Iskraemeco, MT382, MT382",
    "/ISK5\\2M550T-1012, Iskraemeco, AM550, M550",
    "/KFM5KAIFA-METER, Kaifa, '', ''",
    "/XMX5LGBBFG1009325446, Landis+Gyr, E350, LGBBF",
    "/XMX5XMXABCE000015779, '', '', ''", // the letters are those of another manufacturer
    "/Ene5\\XS210 ESMR 5.0, Sagemcom, XS210, XS210",
    "/FLU5\\253769484_A, '', '', ''", // the letters of a grid company
    "/Lux5\\253663629_D, '', '', ''",
  })
  void namesManufacturerAndModelWhereLettersAndTextSayThem(
      String line, String manufacturer, String model, String id) {
    assertEquals(
        Nameplate.of(manufacturer, model).withModelId(id), nameplate(line + "\r\n\r\n1-0:1.8.1("));
  }

  @Test
  void saysNothingOfALineOfAnotherForm() {
    for (String line : new String[] {"", "/", "/KMP", "\r\n", "/KM\r\nP5", "/" + "x".repeat(500)}) {
      assertEquals(Nameplate.NONE, nameplate(line), line);
    }
  }

  private static Nameplate nameplate(String telegram) {
    return Identification.of(telegram.getBytes(StandardCharsets.ISO_8859_1)).nameplate();
  }
}
