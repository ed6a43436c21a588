// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metergate.spi.link.LineSettings.Parity;

class LineSettingsTest {

  @ParameterizedTest
  @ValueSource(strings = {"2400 8N1", "115200 7E1", "1200 8N2", "50 5O1", "4000000 8M1", "300 8S1"})
  void isWrittenAsItIsRead(String text) {
    assertEquals(text, LineSettings.parse(text).orElseThrow().toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2400", "2400 8N3", "2400 9N1", "49 8N1", "4000001 8N1", "2400 8X1"})
  void refusesWhatIsNoSetting(String text) {
    assertEquals(Optional.empty(), LineSettings.parse(text));
  }

  @ParameterizedTest
  @CsvSource({"2400 8N1, 4166666", "9600 7E1, 1041666", "1200 8N2, 9166666", "115200 8N1, 86805"})
  void knowsHowLongAByteTakes(String text, long nanos) {
    assertEquals(nanos, LineSettings.parse(text).orElseThrow().byteNanos());
  }

  @Test
  void refusesValuesOutOfRange() {
    assertThrows(IllegalArgumentException.class, () -> LineSettings.eightNone(0));
    assertThrows(IllegalArgumentException.class, () -> new LineSettings(2400, 8, Parity.NONE, 0));
    assertThrows(IllegalArgumentException.class, () -> new LineSettings(2400, 8, null, 1));
  }
}
