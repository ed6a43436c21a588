// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.list;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.metergate.driver.omnipower.list.Reader.get;
import static org.metergate.driver.omnipower.list.Reader.read;
import static org.metergate.driver.omnipower.list.Reader.value;

import java.util.List;
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "177FC00000", // not a number
        "17FF800001", // a signalling one
        "177F800000", // infinity
        "17FF800000", // minus infinity
        "187FF8000000000000", // the same in eight bytes
        "187FF0000000000000",
        "18FFF0000000000000"
      })
  void aFloatThatIsNoNumberCostsItselfAlone(String digits) throws MalformedException {
    byte[] message =
        Data.notification()
            .structure(4)
            .obis("1.0.1.7.0.255")
            .hex(digits)
            .obis("1.0.2.7.0.255")
            .hex("1741480000") // 12.5
            .bytes();
    Decoded.Telegram telegram = read(message);
    assertEquals(1, telegram.measurements().size(), telegram.toString());
    assertEquals("12.5", value(telegram, "power_export"));
    assertEquals(
        List.of("1.0.1.7.0.255"), telegram.leftOut().stream().map(Name::register).toList());
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
  void readsListOneOfKaifaByTheHeadOfItsMessage() throws MalformedException {
    byte[] list = new Data().hex("0F 40000000 090C" + Data.TIME).structure(1).u32(4117).bytes();
    Decoded.Telegram telegram = read(list);
    assertEquals("4117", value(telegram, "power_import"));
    assertEquals(Unit.W, get(telegram, "power_import").unit());
    assertEquals(1, telegram.measurements().size());
    assertEquals(Set.of(), telegram.notes());
    assertEquals("1 elements", unknown(Data.notification().structure(1).u32(4117)));
    assertEquals(
        "1 elements", unknown(new Data().hex("0F 40000000 090C" + Data.TIME + "0201 12 1015")));
  }

  @Test
  void saysWhichListItDoesNotKnow() throws MalformedException {
    assertEquals("KFM_001", unknown(Data.notification().structure(2).octets("KFM_001").u32(1)));
    assertEquals("ISK_007", unknown(Data.notification().structure(2).visible("ISK_007").u32(1)));
    assertEquals("2 elements", unknown(Data.notification().structure(2).u32(1).u32(2)));
    assertEquals("0 elements", unknown(Data.notification().structure(0)));
  }

  @Test
  void namesListsWhoseValuesHaveNoNames() throws MalformedException {
    Data byNumber = Data.notification().structure(4).octets("ISK1030700000001");
    assertEquals(
        "4 values in the order of ISK", unnamed(byNumber.octets("16820005").u32(1393).u16(2379)));
    Data bySetup = Data.notification().structure(4).obis("0.6.25.9.0.255");
    assertEquals(
        "3 values in the order of list 0.6.25.9.0.255",
        unnamed(bySetup.octets("1121300000001").hex("0904150B1700").u32(7)));
    Data untagged = // class, code and attribute have no types, the values have
        new Data()
            .hex("0F 80000001 00 0202 1601 0103")
            .hex("0202 0001 0000600101FF 02 0903 313233")
            .hex("0202 0046 000060030AFF 03 1601")
            .hex("0202 0003 0100010700FF 02 06000007A4");
    assertEquals(
        "3 values whose names have no types, as Sagemcom and ZPA send them", unnamed(untagged));
    ListDecoder decoder = new ListDecoder(Scales.AUTO);
    assertTrue(decoder.plausible(untagged.bytes()), "the key that opened it was right");
    byte[] longer = untagged.hex("00").bytes();
    assertThrows(MalformedException.class, () -> read(longer));
  }

  private static String unnamed(Data data) throws MalformedException {
    byte[] message = data.bytes();
    Decoded decoded = new ListDecoder(Scales.AUTO).decode(message, 0, message.length);
    return assertInstanceOf(Decoded.UnnamedList.class, decoded).name();
  }

  private static String unknown(Data data) throws MalformedException {
    byte[] message = data.bytes();
    Decoded decoded = new ListDecoder(Scales.AUTO).decode(message, 0, message.length);
    return assertInstanceOf(Decoded.UnknownList.class, decoded).name();
  }
}
