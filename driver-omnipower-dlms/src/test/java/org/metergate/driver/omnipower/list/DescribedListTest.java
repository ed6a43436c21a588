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

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metergate.driver.omnipower.wire.Data;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Unit;

/** Lists with an array in front that says what the values after it are. */
class DescribedListTest {
  private static final String SETUP = "0.0.25.9.0.255";

  /** Entries and values of a list that a test puts together. */
  private static final class Described {
    private final List<Consumer<Data>> entries = new ArrayList<>();
    private final List<Consumer<Data>> values = new ArrayList<>();

    Described entry(int classId, String code, int attribute) {
      entries.add(data -> entryOf4(data, classId, code, attribute, 0));
      return this;
    }

    Described itself() {
      return entry(40, SETUP, 2);
    }

    Described value(Consumer<Data> value) {
      values.add(value);
      return this;
    }

    Described of(int classId, String code, int attribute, Consumer<Data> value) {
      return entry(classId, code, attribute).value(value);
    }

    Data array(Data data) {
      data.array(entries.size());
      entries.forEach(entry -> entry.accept(data));
      return data;
    }

    byte[] bytes() {
      Data data = Data.notification().structure(values.size() + 1);
      array(data);
      values.forEach(value -> value.accept(data));
      return data.bytes();
    }
  }

  /** Class (uint16), code, attribute (int8), index (uint16), as Landis+Gyr sends an entry. */
  private static void entryOf4(Data data, int classId, String code, int attribute, int index) {
    data.structure(4).u16(classId).obis(code).hex(String.format("0F%02X", attribute)).u16(index);
  }

  private static Described typical() {
    return new Described()
        .itself()
        .of(1, "0.0.96.1.0.255", 2, d -> d.octets("12345678"))
        .of(8, "0.0.1.0.0.255", 2, d -> d.clock(Data.TIME))
        .of(3, "1.1.1.8.0.255", 2, d -> d.u32(21956))
        .of(3, "1.0.32.7.0.255", 2, d -> d.u16(2357));
  }

  @Test
  void readsTheValuesByTheirPlaces() throws MalformedException {
    Decoded.Telegram telegram = read(typical().bytes());
    assertEquals(4, telegram.measurements().size(), telegram.toString());
    assertEquals("12345678", telegram.meterNumber().orElseThrow());
    assertEquals("2026-01-15T12:00:00", value(telegram, "meter_clock"));
    assertEquals("21956", get(telegram, "energy_import").raw().toString());
    assertNull(get(telegram, "energy_import").value(), "the list has no scale");
    assertEquals("1.1.1.8.0.255", get(telegram, "energy_import").register());
    assertEquals("2357", get(telegram, "voltage_l1").raw().toString());
    assertEquals(Set.of(Note.SCALES_OPEN), telegram.notes());
  }

  @Test
  void readsADescriptionThatDoesNotDescribeItself() throws MalformedException {
    byte[] message = new Described().of(3, "1.0.1.7.0.255", 2, d -> d.u32(11)).bytes();
    assertEquals("11", get(read(message), "power_import").raw().toString());
  }

  @Test
  void readsADescriptionAtAnotherPlaceThatItNames() throws MalformedException {
    Described described =
        new Described().entry(3, "1.0.1.7.0.255", 2).itself().entry(3, "1.0.2.7.0.255", 2);
    Data data = Data.notification().structure(3).u32(1);
    Decoded.Telegram telegram = read(described.array(data).u32(2).bytes());
    assertEquals("1", get(telegram, "power_import").raw().toString());
    assertEquals("2", get(telegram, "power_export").raw().toString());
  }

  @Test
  void refusesADescriptionInTheMiddleThatDoesNotNameItsPlace() {
    Described described = new Described().itself().entry(3, "1.0.1.7.0.255", 2);
    Data data = Data.notification().structure(3).u32(1);
    refused(described.array(data).u32(2).bytes(), "place");
  }

  @Test
  void readsAClockInFrontOfTheDescription() throws MalformedException {
    Described described = new Described().itself().entry(3, "1.0.1.7.0.255", 2);
    Data data = Data.notification().structure(3).clock(Data.TIME);
    Decoded.Telegram telegram = read(described.array(data).u32(2).bytes());
    assertEquals("2", get(telegram, "power_import").raw().toString());
    assertEquals("2026-01-15T12:00:00", value(telegram, "meter_clock"));
  }

  @Test
  void readsValuesThatAreInAStructureOfTheirOwn() throws MalformedException {
    Described described =
        new Described().itself().entry(3, "1.0.1.7.0.255", 2).entry(3, "1.0.2.7.0.255", 2);
    Data data = described.array(Data.notification().structure(2)).structure(2).u32(1).u32(2);
    assertEquals("2", get(read(data.bytes()), "power_export").raw().toString());
  }

  @ParameterizedTest
  @CsvSource({
    // the parts of an entry in the types that manufacturers choose, for 1.0.1.7.0.255, attribute 2
    "02 04 12 0003 0906 0100010700FF 0F 02 12 0000", // uint16, int8, uint16
    "02 04 11 03 0906 0100010700FF 11 02 11 00", // uint8 throughout
    "02 04 10 0003 0906 0100010700FF 16 02 06 00000000", // int16, enum, uint32
    "02 03 12 0003 0906 0100010700FF 0F 02", // without an index
    "02 05 12 0003 0906 0100010700FF 0F 02 12 0000 02 02 16 00 00", // with a restriction
    "02 06 12 0003 0906 0100010700FF 0F 02 12 0000 02 02 16 00 00 01 00", // and columns
    "02 06 12 0003 0906 0100010700FF 0F 02 12 0000 00 00" // both null
  })
  void readsEntriesOfEveryForm(String entry) throws MalformedException {
    byte[] message =
        Data.notification().structure(2).array(1).hex(entry).hex("06 00000B3A").bytes();
    Decoded.Telegram telegram = read(message);
    assertEquals(1, telegram.measurements().size());
    assertEquals("2874", get(telegram, "power_import").raw().toString());
  }

  @Test
  void readsADescriptionInACompactArray() throws MalformedException {
    byte[] message =
        Data.notification()
            .structure(3)
            .hex("13 02 04 12 09 0F 12") // of structures: uint16, octet-string, int8, uint16
            .hex("18") // 24 bytes: two entries of 2 + 1 + 6 + 1 + 2
            .hex("0003 06 0100010700FF 02 0000")
            .hex("0003 06 0100020700FF 02 0000")
            .u32(5)
            .u32(6)
            .bytes();
    Decoded.Telegram telegram = read(message);
    assertEquals("5", get(telegram, "power_import").raw().toString());
    assertEquals("6", get(telegram, "power_export").raw().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "13 02 04 12 09 0F 12 17 0003 06 0100010700FF 02 0000 0003 06 0100020700FF 02 00", // 23
        "13 02 00 01 00", // elements without a byte
        "13 02 04 12 09 0F 12 7F 0003", // longer than the message
        "13 02 81 C9", // 201 parts
        "13 01 FFFF 11 01 00" // an array of 65535 in each element
      })
  void refusesACompactArrayThatDoesNotFitItsDescription(String array) {
    byte[] message = Data.notification().structure(2).hex(array).u32(5).bytes();
    assertThrows(MalformedException.class, () -> read(message));
  }

  @Test
  void appliesTheScaleThatAttribute3Gives() throws MalformedException {
    byte[] message =
        new Described()
            .itself()
            .of(3, "1.0.1.8.0.255", 3, d -> d.scale(1, 30)) // in front of its value
            .of(3, "1.0.1.8.0.255", 2, d -> d.u32(1234))
            .of(4, "1.0.1.6.0.255", 2, d -> d.u32(50))
            .of(4, "1.0.1.6.0.255", 3, d -> d.scale(2, 27)) // after it
            .of(4, "1.0.1.6.0.255", 5, d -> d.clock(Data.TIME)) // when the maximum was
            .of(5, "1.0.1.4.0.255", 4, d -> d.scale(0, 27))
            .of(5, "1.0.1.4.0.255", 3, d -> d.u16(77))
            .bytes();
    Decoded.Telegram telegram = read(message);
    assertEquals("12340", value(telegram, "energy_import"));
    assertEquals(Unit.WH, get(telegram, "energy_import").unit());
    assertEquals("5000", byRegister(telegram, "1.0.1.6.0.255").value().toString());
    assertEquals("2026-01-15T12:00:00", byRegister(telegram, "1.0.1.6.0.255/5").value().toString());
    assertEquals("77", byRegister(telegram, "1.0.1.4.0.255").value().toString());
    assertEquals(4, telegram.measurements().size(), telegram.toString());
    assertEquals(Set.of(), telegram.notes());
  }

  @Test
  void namesTheAttributesOfOneObjectDifferently() throws MalformedException {
    byte[] message =
        new Described()
            .itself()
            .of(40, "0.8.25.9.0.255", 1, d -> d.obis("0.8.25.9.0.255")) // its logical name
            .of(70, "0.0.96.3.10.255", 3, d -> d.hex("1601")) // alone: it stands for its object
            .of(70, "0.1.96.3.10.255", 2, d -> d.hex("0301"))
            .of(70, "0.1.96.3.10.255", 3, d -> d.hex("1602"))
            .of(8, "0.0.1.0.0.255", 3, d -> d.hex("10003C")) // the time zone is not the clock
            .bytes();
    Decoded.Telegram telegram = read(message);
    assertEquals(
        List.of(
            "0.0.96.3.10.255 = 1",
            "0.1.96.3.10.255 = 1",
            "0.1.96.3.10.255/3 = 2",
            "0.0.1.0.0.255/3 = 60"),
        telegram.measurements().stream().map(m -> m.register() + " = " + m.value()).toList());
    assertTrue(telegram.time().isPresent(), "of the message");
  }

  @Test
  void leavesOutWhatIsNoSingleValue() throws MalformedException {
    byte[] message =
        new Described()
            .itself()
            .of(3, "1.0.1.7.0.255", 2, d -> d.u32(9).hex(""))
            .of(7, "0.0.99.98.0.255", 2, d -> d.array(1).structure(2).u32(1).u32(2))
            .of(1, "0.0.96.5.135.255", 2, d -> d.structure(2).obis("0.0.96.98.4.255").u16(3))
            .of(3, "1.0.2.7.0.255", 2, d -> d.nothing())
            .bytes();
    Decoded.Telegram telegram = read(message);
    assertEquals(
        List.of("1.0.1.7.0.255"),
        telegram.measurements().stream().map(Measurement::register).toList());
  }

  @Test
  void readsAListAgainWhoseValuesChanged() throws MalformedException {
    ListDecoder decoder = new ListDecoder(Scales.AUTO);
    for (int power = 0; power < 3; power++) {
      int now = power;
      byte[] message = new Described().of(3, "1.0.1.7.0.255", 2, d -> d.u32(now)).bytes();
      Decoded.Telegram telegram = Reader.telegram(decoder.decode(message, 0, message.length));
      assertEquals("" + power, get(telegram, "power_import").raw().toString());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-4, -1, 1, 2})
  void refusesAListWithMoreOrFewerValuesThanItDescribes(int more) {
    Described described = typical();
    for (int i = 0; i < more; i++) {
      described.value(d -> d.u32(1));
    }
    for (int i = more; i < 0; i++) {
      described.values.remove(0);
    }
    refused(described.bytes(), "describes 4 values and has " + (4 + more));
  }

  @Test
  void refusesValuesThatCannotBeWhatTheirPlacesSay() {
    refused(new Described().of(3, "1.0.1.7.0.255", 2, d -> d.octets("text")).bytes(), "a number");
    refused(new Described().of(3, "1.0.1.7.0.255", 3, d -> d.u32(1)).bytes(), "scaler and unit");
    refused(new Described().of(8, "0.0.1.0.0.255", 2, d -> d.u32(1)).bytes(), "a date and time");
    refused(
        new Described().of(3, "1.0.1.7.0.255", 1, d -> d.obis("1.0.2.7.0.255")).bytes(),
        "its logical name");
    refused(new Described().itself().itself().value(d -> d.u32(1)).bytes(), "a description");
  }

  @Test
  void refusesTwoValuesOfTheSameAttribute() {
    Described twice =
        new Described()
            .of(3, "1.0.1.7.0.255", 2, d -> d.u32(1))
            .of(3, "1.0.1.7.0.255", 2, d -> d.u32(2));
    refused(twice.bytes(), "occurs twice");
  }

  @Test
  void doesNotTakeTheNamesOfADescriptionForValues() throws MalformedException {
    byte[] message = new Described().itself().bytes();
    Decoded decoded = new ListDecoder(Scales.AUTO).decode(message, 0, message.length);
    assertInstanceOf(Decoded.UnknownList.class, decoded);
  }

  private static void refused(byte[] message, String reason) {
    MalformedException refusal = assertThrows(MalformedException.class, () -> read(message));
    assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
  }

  private static Measurement byRegister(Decoded.Telegram telegram, String register) {
    return telegram.measurements().stream()
        .filter(m -> m.register().equals(register))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + register + " in " + telegram));
  }
}
