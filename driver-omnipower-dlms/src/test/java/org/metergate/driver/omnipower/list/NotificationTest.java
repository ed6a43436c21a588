// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.list;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metergate.driver.omnipower.wire.Data;
import org.metergate.driver.omnipower.wire.Meter;
import org.metergate.spi.codec.Hex;
import org.metergate.spi.codec.MalformedException;

class NotificationTest {
  @ParameterizedTest
  @CsvSource({
    "0F 00000000 0C " + Data.TIME + " 02 01 11 2A, 6", // as sent by Kamstrup
    "0F 00000000 09 0C " + Data.TIME + " 02 01 11 2A, 7", // its first firmware
    "0F 40000000 00 02 01 11 2A, -1", // Aidon: no time
    "0F 40000000 09 00 01 01 11 2A, -1", // an empty time, and an array
    "0F 40000000 0C FFFFFFFFFFFFFFFFFF8000FF 02 8101 11 2A, 6", // an unspecified time, a long count
  })
  void readsEveryFormOfTheTime(String digits, int time) throws MalformedException {
    Notification notification = Notification.parse(Hex.parse(digits));
    assertEquals(time, notification.time());
    assertEquals(1, notification.root().elements().size());
  }

  @Test
  void readsEveryType() throws MalformedException {
    String elements =
        "00" // null
            + "0301" // boolean
            + "040AFFC0" // bit-string of ten bits
            + "05FFFFFFFF" // int32
            + "06FFFFFFFF" // uint32
            + "0902AABB" // octet-string
            + "0A024142" // visible-string
            + "0C02C3A6" // utf8-string
            + "0D42" // bcd
            + "0FFF" // int8
            + "10FFFF" // int16
            + "11FF" // uint8
            + "12FFFF" // uint16
            + "14FFFFFFFFFFFFFFFF" // int64
            + "15FFFFFFFFFFFFFFFF" // uint64
            + "16FF" // enum
            + "1741480000" // float32, 12.5
            + "184029000000000000" // float64, 12.5
            + "19" // date-time
            + Data.TIME
            + "010111"; // array of one uint8...
    byte[] message = Hex.parse("0F0000000000" + "0214" + elements + "2A"); // ...42
    List<Element> read = Notification.parse(message).root().elements();
    assertEquals(20, read.size());
    int[] lengths = {0, 1, 2, 4, 4, 2, 2, 2, 1, 1, 2, 1, 2, 8, 8, 1, 4, 8, 12};
    for (int i = 0; i < lengths.length; i++) {
      assertEquals(lengths[i], assertInstanceOf(Element.Leaf.class, read.get(i)).length(), i + "");
    }
    assertInstanceOf(Element.Group.class, read.get(19));
  }

  @ParameterizedTest
  @CsvSource({
    "C2 00000000 00 0201112A, does not begin a data notification",
    "0F 0000, there should be",
    "0F 00000000 0B 0201112A, the time has 11 bytes instead of 12",
    "0F 00000000 00 112A, neither structure nor array",
    "0F 00000000 00 0201112A00, 1 bytes too many",
    "0F 00000000 00 0202112A, there should be 1 more",
    "0F 00000000 00 02011A00, 1A before byte 9 is not a known type",
    "0F 00000000 00 020109820041, a string of 65 bytes",
    "0F 00000000 00 0281C9, a structure of 201 elements",
    "0F 00000000 00 02010201020102010201020100, at depth 5",
    "0F 00000000 00 0280, 80 is not a valid length byte",
  })
  void refusesWhatBreaksARuleAndNamesIt(String digits, String reason) throws MalformedException {
    byte[] message = Hex.parse(digits);
    MalformedException refusal =
        assertThrows(MalformedException.class, () -> Notification.parse(message));
    assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
  }

  @Test
  void refusesAStructureThatSwellsByNesting() throws MalformedException {
    String inner = "02C8" + "00".repeat(200);
    byte[] message = Hex.parse("0F0000000000" + "020A" + inner.repeat(10));
    assertThrows(MalformedException.class, () -> Notification.parse(message));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void refusesEveryBeginningOfAMessage(boolean hourly) {
    byte[] message = hourly ? new Meter().nveHourly() : new Meter().push1();
    for (int length = 0; length < message.length; length++) {
      byte[] cut = Arrays.copyOf(message, length);
      assertThrows(MalformedException.class, () -> Notification.parse(cut), length + " bytes");
    }
  }
}
