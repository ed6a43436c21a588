// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.list;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.metergate.driver.omnipower.list.Reader.get;
import static org.metergate.driver.omnipower.list.Reader.read;
import static org.metergate.driver.omnipower.list.Reader.value;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metergate.driver.omnipower.wire.Data;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.reading.Unit;

class OtherListsTest {
  @Test
  void readsStructuresOfCodeValueAndScale() throws MalformedException {
    byte[] message = // as sent by Aidon: no time, an array
        new Data()
            .hex("0F 40000000 00")
            .array(4)
            .structure(2)
            .obis("1.1.0.2.129.255")
            .visible("AIDON_V0001")
            .structure(2)
            .obis("0.0.1.0.0.255")
            .clock(Data.TIME)
            .structure(3)
            .obis("1.0.31.7.0.255")
            .hex("10FFA3") // -93
            .scale(-1, 33)
            .structure(3)
            .obis("1.0.1.8.0.255")
            .u32(4711)
            .scale(3, 30)
            .bytes();
    Decoded.Telegram telegram = read(message);
    assertEquals("AIDON_V0001", value(telegram, "list_id"));
    assertEquals("-9.3", value(telegram, "current_l1"));
    assertEquals(Unit.A, get(telegram, "current_l1").unit());
    assertEquals("4711000", value(telegram, "energy_import"));
    assertEquals("2026-01-15T12:00:00", telegram.time().orElseThrow().toString(), "from the list");
    assertEquals(Set.of(), telegram.notes());
  }

  @Test
  void readsTheSameWithoutStructuresAround() throws MalformedException {
    byte[] message = // as sent by Kaifa in Austria
        Data.notification()
            .structure(6)
            .clock(Data.TIME)
            .obis("1.0.32.7.0.255")
            .u16(2337)
            .scale(-1, 35)
            .octets("181220000009")
            .octets("123456") // six characters are not yet a code
            .bytes();
    Decoded.Telegram telegram = read(message);
    assertEquals("233.7", value(telegram, "voltage_l1"));
    assertEquals("2026-01-15T12:00:00", value(telegram, "meter_clock"));
    assertEquals("#0", get(telegram, "meter_clock").register());
    assertEquals("181220000009", telegram.measurements().get(2).value().toString());
    assertEquals("123456", telegram.measurements().get(3).value().toString());
    assertEquals("#4", telegram.measurements().get(3).register());
  }

  @Test
  void keepsRawWhereTheListHasNoScale() throws MalformedException {
    byte[] message = // as sent by Landis+Gyr
        Data.notification()
            .structure(4)
            .obis("1.0.1.8.1.255")
            .u32(8768040)
            .obis("1.0.1.7.0.255")
            .u32(545)
            .bytes();
    Decoded.Telegram telegram = read(message);
    assertNull(get(telegram, "energy_import_t1").value());
    assertEquals("8768040", get(telegram, "energy_import_t1").raw().toString());
    assertNull(get(telegram, "energy_import_t1").unit());
    assertEquals(Set.of(Note.SCALES_OPEN), telegram.notes());
  }

  @Test
  void readsEveryTypeOfNumber() throws MalformedException {
    byte[] message =
        Data.notification()
            .structure(22)
            .obis("1.0.1.128.0.255")
            .hex("05FFFFFFFE")
            .obis("1.0.2.128.0.255")
            .hex("06FFFFFFFE")
            .obis("1.0.3.128.0.255")
            .hex("0FFE")
            .obis("1.0.4.128.0.255")
            .hex("11FE")
            .obis("1.0.5.128.0.255")
            .hex("10FFFE")
            .obis("1.0.6.128.0.255")
            .hex("12FFFE")
            .obis("1.0.7.128.0.255")
            .hex("14FFFFFFFFFFFFFFFE")
            .obis("1.0.8.128.0.255")
            .hex("15FFFFFFFFFFFFFFFE")
            .obis("1.0.9.128.0.255")
            .hex("0301")
            .obis("1.0.10.128.0.255")
            .hex("16FE")
            .obis("1.0.11.128.0.255")
            .hex("1741480000")
            .bytes();
    String[] raws = {
      "-2", "4294967294", "-2", "254", "-2", "65534", "-2", "18446744073709551614", "1", "254"
    };
    Decoded.Telegram telegram = read(message);
    for (int i = 0; i < raws.length; i++) {
      assertEquals(raws[i], telegram.measurements().get(i).raw().toString(), "number " + i);
    }
    assertEquals("12.5", telegram.measurements().get(10).value().toString());
    assertNull(telegram.measurements().get(10).raw());
  }

  @Test
  void rejectsAFloatThatIsNoNumber() {
    for (String digits : new String[] {"7FC00000", "7F800000", "FF800000"}) {
      byte[] message =
          Data.notification().structure(2).obis("1.0.1.7.0.255").hex("17" + digits).bytes();
      assertThrows(MalformedException.class, () -> read(message), digits);
    }
  }

  @Test
  void rejectsAScaleBeyondReason() {
    Data data = Data.notification().structure(3).obis("1.0.1.7.0.255").u32(1).scale(10, 27);
    assertThrows(MalformedException.class, () -> read(data.bytes()));
  }

  @ParameterizedTest
  @ValueSource(ints = {9, 13, 14, 18})
  void readsTheListOfKaifaByThePlacesOfItsTable(int elements) throws MalformedException {
    int phases = elements == 9 || elements == 14 ? 1 : 3;
    Data data = Data.notification().structure(elements);
    data.octets("KFM_001").octets("6970631401753985").octets("MA304H3E");
    data.u32(948).u32(1).u32(2).u32(64);
    for (int i = 0; i < phases; i++) {
      data.u32(1416 + i);
    }
    for (int i = 0; i < phases; i++) {
      data.u32(2385 + i);
    }
    if (elements > 13) {
      data.clock(Data.TIME).u32(866636).u32(3).u32(4).u32(5);
    }
    Decoded.Telegram telegram = read(data.bytes());
    assertEquals(elements, telegram.measurements().size());
    assertEquals("948", value(telegram, "power_import"));
    assertEquals("64", value(telegram, "reactive_power_export"));
    assertEquals("1.416", value(telegram, "current_l1"));
    assertEquals("238.5", value(telegram, "voltage_l1"));
    assertEquals("6970631401753985", telegram.meterNumber().orElseThrow());
    if (elements > 13) {
      assertEquals("866636", value(telegram, "energy_import"));
      assertEquals(Unit.VARH, get(telegram, "reactive_energy_export").unit());
    }
  }

  @Test
  void saysWhichListItDoesNotKnow() throws MalformedException {
    assertEquals("KFM_001", unknown(Data.notification().structure(2).octets("KFM_001").u32(1)));
    assertEquals("ISK_007", unknown(Data.notification().structure(2).visible("ISK_007").u32(1)));
    assertEquals("2 elements", unknown(Data.notification().structure(2).u32(1).u32(2)));
    assertEquals("0 elements", unknown(Data.notification().structure(0)));
  }

  private static String unknown(Data data) throws MalformedException {
    byte[] message = data.bytes();
    Decoded decoded = new ListDecoder(Scales.AUTO).decode(message, 0, message.length);
    return assertInstanceOf(Decoded.UnknownList.class, decoded).name();
  }
}
