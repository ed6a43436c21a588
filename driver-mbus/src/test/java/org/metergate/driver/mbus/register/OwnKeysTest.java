// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.register;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterTime;
import org.metergate.spi.reading.Quantity.Kind;
import org.metergate.spi.reading.Value;

/**
 * What is not understood in all its parts keeps its key, is a state, and has no unit of a guess.
 */
class OwnKeysTest {
  /** VIFE that leave an energy or a volume what it is: none of them changes what is counted. */
  private static final Set<Integer> NEUTRAL =
      Set.of(0x00, 0x70, 0x71, 0x72, 0x73, 0x74, 0x75, 0x76, 0x77, 0x78, 0x79, 0x7A, 0x7B, 0x7D);

  /** VIFE with which a record has no value. */
  private static final Set<Integer> NO_VALUE = Set.of(0x15, 0x16, 0x17, 0x18);

  /** VIFE after which another table is used: more bytes must follow. */
  private static final Set<Integer> LEADING = Set.of(0x7C, 0x7F);

  @ParameterizedTest
  @CsvSource({
    // what it is, version and medium, record, then what it is published as
    "subunit 3 may be cooling energy, 0804, 84 C040 06 05000000, register_84c040_06=5 kWh",
    "subunit of an electricity meter, 0102, 84 50 06 05000000, register_8450_06=5 kWh",
    "backward in a heat meter, 4004, 04 863C 05000000, register_04_863c=5 kWh",
    "forward in a water meter, 1F16, 04 933B 05000000, register_04_933b=0.005 m3",
    "an unknown code of Kamstrup, 3504, 04 FF55 05000000, register_04_ff55=5 ?",
    "a code of water in a heat meter, 3504, 02 FF25 0500, register_02_ff25=5 ?",
    "a code of Kamstrup after a volume, 3504, 04 94FF02 05000000, register_04_94ff02=0.05 m3",
    "the highest volume, 3504, 14 14 05000000, register_14_14=0.05 m3",
    "the volume during an error, 3504, 34 14 05000000, register_34_14=0.05 m3",
    "the highest flow of a tariff, 3504, 94 10 3B 05000000, register_9410_3b=5 l/h",
    "the neutral current, 0102, 02 FDDAFC04 2100, register_02_fddafc04=0.33 A",
    "a volume for each pulse, 3504, 04 9028 0B000000, register_04_9028=0.000011 m3/pulse",
    "an energy in another unit, 3504, 04 863D 0B000000, register_04_863d=11 ?",
    "a text as unit, 3504, 02 7C 03 48 52 25 D411, register_02_7c03485225=4564 %RH",
    "a limit of a flow, 3504, 04 BB40 05000000, register_04_bb40=5 l/h",
  })
  void aRecordThatIsNotUnderstoodKeepsItsKey(String what, String model, String hex, String line) {
    Measurement one = Telegrams.kamstrup(model, hex).measurements().get(0);
    assertEquals(line, Telegrams.line(one), what);
    assertEquals(Kind.STATE, one.quantity().kind());
    assertEquals(Dimension.NUMBER, one.quantity().dimension());
  }

  @ParameterizedTest
  @CsvSource({"01, 04 13 05000000", "01, 04 06 05000000", "0E, 04 2B 05000000"})
  void ofAnUnknownMediumNothingIsCounted(String medium, String hex) {
    Measurement one = Telegrams.other(medium, hex).measurements().get(0);
    assertTrue(one.quantity().name().startsWith("register_04_"), one.quantity().name());
    assertEquals(Kind.STATE, one.quantity().kind());
  }

  /** A plain text as unit may have 127 characters, and a chain of VIFE all bytes of a telegram. */
  @Test
  void longKeysHaveShortNamesThatDifferInTheirLastByteToo() {
    String chain = "04 93" + "C0".repeat(60);
    Readout readout =
        Telegrams.kamstrup(
            "3504", chain + "40 05000000", chain + "48 05000000", chain + "40 05000000");
    List<Measurement> all = readout.measurements();
    assertEquals(3, all.stream().map(one -> one.quantity().name()).distinct().count());
    for (Measurement one : all) {
      assertTrue(one.quantity().name().startsWith("register_04_93c0c0c0"), one.toString());
      assertTrue(one.quantity().name().length() < 80, one.toString());
      assertTrue(one.quantity().label().length() < 80, one.toString());
      assertTrue(one.register().startsWith("04-93" + "C0".repeat(60)), one.toString());
    }
  }

  @Test
  void theCodesOfKamstrupMeanNothingInAnotherMakersTelegram() {
    Readout readout =
        Telegrams.other("04", "04 14 10270000", "04 FF07 05000000", "04 FF22 08000000");
    assertEquals(
        List.of(
            "04-14 volume=100.00 m3",
            "04-FF07 register_04_ff07=5 ?",
            "04-FF22 register_04_ff22=8 ?"),
        Telegrams.lines(readout.measurements()));
    assertTrue(readout.infoCode().isEmpty());
  }

  @Test
  void eachVifeThatIsNotKnownKeepsAVolumeApart() {
    for (int code = 0; code < 0x80; code++) {
      if (LEADING.contains(code)) {
        continue;
      }
      String hex = String.format("04 94 %02X 05000000", code);
      List<Measurement> found = Telegrams.kamstrup("3504", hex).measurements();
      if (NO_VALUE.contains(code)) {
        assertEquals(List.of(), found, hex);
        continue;
      }
      Measurement one = found.isEmpty() ? null : found.get(0);
      if (NEUTRAL.contains(code)) {
        assertEquals("volume", one.quantity().name(), hex);
      } else if (one != null) {
        String own = String.format("register_04_94%02x", code);
        boolean isRaw = one.register().endsWith("-raw");
        assertEquals(isRaw ? own + "_raw" : own, one.quantity().name(), "VIFE of " + hex);
      }
    }
  }

  @Test
  void eachVifeOfTheSecondTableButThePhasesKeepsAnEnergyApart() {
    for (int code = 0; code < 0x80; code++) {
      String hex = String.format("04 84 FC %02X 05000000", code);
      String name = Telegrams.other("02", hex).measurements().get(0).quantity().name();
      boolean phase = code >= 1 && code <= 3;
      assertEquals(
          phase ? "energy_import_l" + code : String.format("register_04_84fc%02x", code), name);
    }
  }

  @Test
  void theSameKeyOnceMoreIsNumbered() {
    Readout readout =
        Telegrams.kamstrup("3504", "0C 13 99999900", "0C 13 01000000", "0C 13 02000000");
    assertEquals(
        List.of(
            "0C-13 volume=999.999 m3",
            "0C-13#2 register_0c_13_2=0.001 m3",
            "0C-13#3 register_0c_13_3=0.002 m3"),
        Telegrams.lines(readout.measurements()));
  }

  @Test
  void recordsAreNumberedOverAllTelegramsOfAnAnswer() {
    Readout readout =
        Readout.of(
            List.of(
                Telegrams.telegram("2D2C3504", "04 06 01000000", "1F"),
                Telegrams.telegram("2D2C3504", "04 06 02000000")));
    assertEquals(
        List.of("04-06 heat_energy=1 kWh", "04-06#2 register_04_06_2=2 kWh"),
        Telegrams.lines(readout.measurements()));
  }

  @Test
  void aRecordWithoutAValueLeavesItsNameToNoOther() {
    Readout readout =
        Telegrams.kamstrup("3504", "0C 13 DDB4EBDD", "0C 13 01000000", "04 14 05000000");
    assertEquals(
        List.of("0C-13#2 register_0c_13_2=0.001 m3", "04-14 register_04_14=0.05 m3"),
        Telegrams.lines(readout.measurements()));
  }

  @Test
  void twoRecordsOfOneReadingNeverHaveTheSameQuantity() {
    Readout readout = Telegrams.kamstrup("3504", "04 06 01000000", "04 FB00 0A000000");
    assertEquals(
        List.of("04-06 heat_energy=1 kWh", "04-FB00 register_04_fb00=1.0 MWh"),
        Telegrams.lines(readout.measurements()));
  }

  @Test
  void textsDatesAndBytesUnderTheirKeyHaveTheirForm() {
    Readout readout =
        Telegrams.kamstrup(
            "3504",
            "0D FD11 05 4F4C4C4148",
            "32 6C FE34",
            "03 6D 1E2D0C",
            "0D FD10 F0 000102030405060708090A0B0C0D0E0F");
    assertEquals(
        List.of(
            "0D-FD11 register_0d_fd11=HALLO",
            "32-6C register_32_6c=2031-04-30",
            "03-6D register_03_6d=12:45:30"),
        Telegrams.lines(readout.measurements()).subList(0, 3));
    assertEquals(
        List.of(Dimension.TEXT, Dimension.TEXT, Dimension.TEXT, Dimension.TEXT),
        readout.measurements().stream().map(one -> one.quantity().dimension()).toList());
  }

  /** A clock at midnight would stand still all day, and each reading would be hours old. */
  @ParameterizedTest
  @CsvSource({
    "02 6D 3C2C, 02-6D register_02_6d=2017-12-28",
    "03 6D 1E2D0C, 03-6D register_03_6d=12:45:30",
    "02 6D 3C2C 04 6D 1E2D7C2C, 02-6D register_02_6d=2017-12-28",
  })
  void aDateOrATimeOfDayAloneIsNoClock(String records, String first) {
    Readout readout = Telegrams.kamstrup("3504", records);
    assertEquals(first, Telegrams.lines(readout.measurements()).get(0));
    boolean both = readout.measurements().size() > 1;
    assertEquals(
        both ? Optional.of(LocalDateTime.of(2019, 12, 28, 13, 30)) : Optional.empty(),
        readout.clock().map(MeterTime::local));
  }

  @Test
  void aNumberOfFarTooManyDigitsIsShownAsItsBytes() {
    String digits = "99".repeat(14);
    Readout readout =
        Telegrams.kamstrup("3504", "0D 13 EF" + "7F".repeat(15), "0D FD3A CE" + digits);
    for (Measurement one : readout.measurements()) {
      assertEquals(Dimension.TEXT, one.quantity().dimension(), one.toString());
      assertTrue(one.quantity().name().startsWith("register_"), one.toString());
    }
    assertFalse(readout.measurements().isEmpty());
  }

  @Test
  void theNumberOnTheWireIsKept() {
    Measurement one = Telegrams.kamstrup("3504", "04 FB00 60830000").measurements().get(0);
    assertEquals("33632", one.raw().toPlainString());
    assertNull(Telegrams.kamstrup("3504", "05 2B 0000003F").measurements().get(0).raw());
  }

  @ParameterizedTest
  @CsvSource({
    // records, then what is published
    "04 06 05000000 3F 0102, 3F0102",
    "04 06 05000000 0D 13 CF 0102, 0D13CF0102",
    "04 06 05000000 04 13 0500, 04130500",
    "3F 0102, 3F0102",
  })
  void whatCannotBeDividedIntoRecordsIsKeptUpToTheEndOfTheTelegram(String hex, String rest) {
    List<Measurement> all = Telegrams.kamstrup("3504", hex).measurements();
    Measurement last = all.get(all.size() - 1);
    assertEquals("rest-raw", last.register());
    assertEquals(new Value.Text(rest), last.value());
    assertEquals("register_rest_raw", last.quantity().name());
  }
}
