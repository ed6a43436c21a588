// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.metergate.testing.SampleReadings.decimal;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.metergate.output.homeassistant.KnownQuantity;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.MeterTime;
import org.metergate.spi.reading.Nameplate;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;
import org.metergate.spi.reading.Value;
import org.metergate.testing.SampleReadings;

class MeterInfoTest {
  private boolean continued = true;
  private final MeterInfo info = new MeterInfo(MeterRef.of("e", ""));

  @Test
  void describesEachQuantity() {
    assertTrue(learn(SampleReadings.live(1, Instant.EPOCH)));
    assertEquals(
        "{\"meter\":\"electricity\",\"identifier\":\"18290001\",\"quantities\":{"
            + "\"energy_import\":{\"label\":\"Energy import\",\"unit\":\"kWh\","
            + "\"unit_display\":\"kWh\",\"kind\":\"counter\",\"dimension\":\"energy\","
            + "\"form\":\"number\",\"decimals\":3,\"register\":\"1.1.1.8.0.255\"},"
            + "\"power_import\":{\"label\":\"Power import\",\"unit\":\"W\","
            + "\"unit_display\":\"W\",\"kind\":\"gauge\",\"dimension\":\"power\","
            + "\"form\":\"number\",\"decimals\":0,\"register\":\"1.1.1.7.0.255\"}}}",
        InfoJson.of(info));
  }

  @Test
  void spellsUnitsForMachinesAndForPeople() {
    Quantity volume = new Quantity("volume", Quantity.Kind.COUNTER, Dimension.VOLUME, "Volume");
    learn(reading("", decimal(volume, BigDecimal.ONE, Unit.M3, "68")));
    assertEquals(
        "{\"meter\":\"e\",\"quantities\":{\"volume\":{\"label\":\"Volume\",\"unit\":\"m3\","
            + "\"unit_display\":\"m³\",\"kind\":\"counter\",\"dimension\":\"volume\","
            + "\"form\":\"number\",\"decimals\":0,\"register\":\"68\"}}}",
        InfoJson.of(info));
  }

  @Test
  void findsNoNewsInOtherValuesOrInListsThatTakeTurns() {
    Measurement power = decimal(Quantities.POWER_IMPORT, BigDecimal.ONE, Unit.W, "1");
    Measurement energy = decimal(Quantities.ENERGY_IMPORT, BigDecimal.ONE, Unit.KWH, "2");
    assertTrue(learn(reading("7", power)));
    assertTrue(learn(reading("7", energy)));
    assertFalse(learn(reading("7", power)));
    assertFalse(
        learn(reading("7", decimal(Quantities.POWER_IMPORT, BigDecimal.TEN, Unit.W, "1"), energy)));
  }

  @Test
  void findsNewsInAnotherUnitRegisterOrIdentifier() {
    learn(reading("7", decimal(Quantities.POWER_IMPORT, BigDecimal.ONE, Unit.W, "1")));
    assertTrue(learn(reading("7", decimal(Quantities.POWER_IMPORT, BigDecimal.ONE, Unit.KW, "1"))));
    assertTrue(learn(reading("7", decimal(Quantities.POWER_IMPORT, BigDecimal.ONE, Unit.KW, "2"))));
    assertTrue(learn(reading("8", decimal(Quantities.POWER_IMPORT, BigDecimal.ONE, Unit.KW, "2"))));
    assertTrue(learn(reading("8", decimal(Quantities.POWER_IMPORT, BigDecimal.ONE, null, "2"))));
  }

  @Test
  void marksADerivedQuantityWithItsFormulaAlsoAfterARestart() {
    Quantity power = new Quantity("power", Quantity.Kind.GAUGE, Dimension.POWER, "Power");
    learn(reading("7", decimal(power, BigDecimal.ONE, Unit.W, "=power_import-power_export")));
    String text = InfoJson.of(info);
    assertTrue(text.contains("\"derived\":true,\"formula\":\"power_import-power_export\"}"), text);
    assertFalse(text.contains("\"register\""), text);
    InfoJson.Info kept = InfoJson.read(text).orElseThrow();
    assertEquals("power_import-power_export", kept.quantities().get(0).formula());
    MeterInfo later = new MeterInfo(kept.meter());
    later.restore(kept);
    assertEquals(text, InfoJson.of(later));
  }

  @Test
  void correctsWhatAFormerRunKnewInAnotherUnit() {
    learn(reading("7", decimal(Quantities.ENERGY_IMPORT, BigDecimal.ONE, Unit.WH, "1")));
    MeterInfo later = new MeterInfo(MeterRef.of("e", "7"));
    later.restore(InfoJson.read(InfoJson.of(info)).orElseThrow());
    Measurement home =
        decimal(Quantities.ENERGY_IMPORT, new BigDecimal("16532.620"), Unit.KWH, "1");
    assertTrue(later.learn(reading("7", home), true, meter -> true), "it is announced again");
    KnownQuantity known = later.quantities().iterator().next();
    assertEquals(Unit.KWH, known.unit());
    assertEquals(3, known.decimals());
    assertTrue(
        later.learn(
            reading("7", decimal(Quantities.ENERGY_IMPORT, BigDecimal.ONE, Unit.WH, "1")),
            true,
            meter -> true));
    assertEquals(0, later.quantities().iterator().next().decimals(), "decimals belong to a unit");
    assertFalse(
        later.restore(InfoJson.read(InfoJson.of(info)).orElseThrow()),
        "what the broker kept is never newer");
  }

  @Test
  void keepsWhoMadeTheMeterUntilItsDriverSaysIt() {
    Measurement type = Measurement.of(Quantities.METER_TYPE, new Value.Text("0B03"), "command 01");
    learn(reading("7", type));
    assertEquals("0B03", info.nameplate().model(), "a driver that says nothing of it");
    Nameplate plate =
        Nameplate.of("Kamstrup", "MULTICAL 603").withModelId("0B03").withSoftware("C1");
    assertTrue(info.describe(plate));
    assertFalse(info.describe(plate));
    assertFalse(info.describe(Nameplate.NONE));
    MeterInfo later = new MeterInfo(MeterRef.of("e", "7"));
    assertTrue(later.restore(InfoJson.read(InfoJson.of(info)).orElseThrow()));
    assertEquals(plate, later.nameplate());
    Nameplate other = Nameplate.of("Kamstrup", "MULTICAL 403");
    assertTrue(later.describe(other));
    later.restore(InfoJson.read(InfoJson.of(info)).orElseThrow());
    assertEquals(other, later.nameplate());
  }

  @Test
  void remembersThatAQuantityIsARecordOrCameFromALoggerAlone() {
    Quantity peak = new Quantity("peak", Quantity.Kind.GAUGE, Dimension.POWER, "Peak");
    Measurement dated =
        new Measurement(
            peak,
            new Value.Decimal(BigDecimal.ONE),
            Unit.W,
            "1",
            null,
            MeterTime.local(LocalDateTime.of(2026, 11, 1, 0, 0)));
    Measurement logged = decimal(Quantities.ENERGY_IMPORT, BigDecimal.ONE, Unit.KWH, "2");
    Reading history =
        new Reading(
            MeterRef.of("e", "7"),
            1,
            Origin.HISTORY,
            Instant.EPOCH,
            Optional.empty(),
            List.of(dated, logged));
    learn(history);
    MeterInfo later = new MeterInfo(MeterRef.of("e", "7"));
    later.restore(InfoJson.read(InfoJson.of(info)).orElseThrow());
    List<KnownQuantity> known = List.copyOf(later.quantities());
    assertTrue(known.get(0).historical() && known.get(1).historical());
    assertTrue(known.get(1).dated());
    assertTrue(later.learn(reading("7", logged), true, meter -> true));
    assertFalse(later.quantities().iterator().next().historical());
    assertFalse(later.learn(history, true, meter -> true), "it is live for good");
  }

  @Test
  void doesNotAnnounceWhatHasNoValueYet() {
    learn(
        reading(
            "",
            new Measurement(
                Quantities.ENERGY_IMPORT, null, Unit.WH, "1", BigDecimal.valueOf(913), null),
            Measurement.of(Quantities.METER_NUMBER, new Value.Text("18290001"), "2")));
    assertEquals(
        "{\"meter\":\"e\",\"quantities\":{\"meter_number\":{\"label\":\"Meter number\","
            + "\"kind\":\"state\",\"dimension\":\"text\",\"form\":\"text\",\"register\":\"2\"}}}",
        InfoJson.of(info));
  }

  private boolean learn(Reading reading) {
    return info.learn(reading, true, meter -> continued);
  }

  @Test
  void beginsANewSeriesWithTheFirstCounterOfAnotherMeterUnlessItIsContinued() {
    Measurement power = decimal(Quantities.POWER_IMPORT, BigDecimal.ONE, Unit.W, "1");
    Measurement energy = decimal(Quantities.ENERGY_IMPORT, BigDecimal.ONE, Unit.KWH, "2");
    learn(reading("7", power, energy));
    learn(reading("8", power));
    assertTrue(info.isUndecided(), "its counters are withheld, so nothing is decided yet");
    learn(reading("8", power, energy));
    assertEquals(List.of(), info.series(), "it goes on where the other ended");
    continued = false;
    learn(reading("9/a", power));
    InfoJson.Info kept = InfoJson.read(InfoJson.of(info)).orElseThrow();
    MeterInfo later = new MeterInfo(kept.meter());
    later.restore(kept);
    assertTrue(later.learn(reading("9/a", power, energy), true, meter -> continued));
    assertEquals(List.of("9_a"), later.series());
    assertEquals(List.of("9_a"), InfoJson.read(InfoJson.of(later)).orElseThrow().series());
    assertFalse(later.learn(reading("9/a", power, energy), true, meter -> continued));
    Reading again = reading("8", power, energy);
    Reading old =
        new Reading(
            again.meter(),
            1,
            Origin.LIVE,
            Instant.EPOCH.minusSeconds(1),
            Optional.empty(),
            again.measurements());
    assertFalse(
        later.learn(old, true, meter -> continued), "the former meter's reading comes again");
    assertEquals(List.of("9_a"), later.series());
  }

  @Test
  void countsForTheFormerMeterUntilItIsDecidedHowItsSuccessorGoesOn() {
    Measurement power = decimal(Quantities.POWER_IMPORT, BigDecimal.ONE, Unit.W, "1");
    Measurement energy = decimal(Quantities.ENERGY_IMPORT, BigDecimal.ONE, Unit.KWH, "2");
    continued = false;
    learn(reading("", energy));
    assertEquals("", info.countersOf());
    assertTrue(learn(reading("A", power)));
    assertEquals("A", info.countersOf(), "its number comes later");
    learn(reading("B", power));
    assertEquals("A", info.countersOf());
    assertEquals("A", InfoJson.read(InfoJson.of(info)).orElseThrow().countersOf());
    learn(reading("B", energy));
    assertEquals("B", info.countersOf());
    assertEquals("B", InfoJson.read(InfoJson.of(info)).orElseThrow().countersOf());
  }

  @Test
  void hasASensorForTheCountersOfItsPresentMeterAlone() {
    Measurement power = decimal(Quantities.POWER_IMPORT, BigDecimal.ONE, Unit.W, "1");
    Measurement energy = decimal(Quantities.ENERGY_IMPORT, BigDecimal.ONE, Unit.KWH, "2");
    continued = false;
    learn(reading("A", energy, power));
    assertEquals(Optional.of("energy_import"), sensor("A", energy));
    learn(reading("B", energy, power));
    assertEquals(Optional.of("energy_import_B"), sensor("B", energy));
    assertEquals(Optional.empty(), sensor("A", energy), "a reading of the former meter comes late");
    assertEquals(Optional.of("power_import"), sensor("A", power));
  }

  private Optional<String> sensor(String number, Measurement measurement) {
    return info.sensor(measurement.quantity(), reading(number, measurement));
  }

  @Test
  void keepsItsSeriesWhereAListLacksTheNumberOrTheFormerMeterComesBackUndecided() {
    Measurement power = decimal(Quantities.POWER_IMPORT, BigDecimal.ONE, Unit.W, "1");
    Measurement energy = decimal(Quantities.ENERGY_IMPORT, BigDecimal.ONE, Unit.KWH, "2");
    continued = false;
    learn(reading("A", power, energy));
    Reading unnamed = reading("", power, energy);
    assertFalse(learn(unnamed));
    assertEquals("A", info.sender(unnamed));
    learn(reading("B", power));
    assertEquals("B", info.sender(reading("B", power)));
    learn(reading("A", power, energy));
    assertFalse(info.isUndecided());
    assertEquals(List.of(), info.series());
  }

  @Test
  void takesNothingFromWhatIsSentASecondTimeOrWasRetainedBeforeADecision() {
    Measurement energy = decimal(Quantities.ENERGY_IMPORT, BigDecimal.ONE, Unit.KWH, "2");
    continued = false;
    learn(reading("A", energy));
    InfoJson.Info before = InfoJson.read(InfoJson.of(info)).orElseThrow();
    learn(reading("B", energy));
    assertFalse(info.restore(before), "a broker sends it after a reconnection");
    assertFalse(learn(reading("B", energy)));
    assertEquals(List.of("B"), info.series());
    InfoJson.Info now = InfoJson.read(InfoJson.of(info)).orElseThrow();
    MeterInfo later = new MeterInfo(now.meter());
    later.restore(now);
    assertFalse(later.learn(reading("A", energy), false, meter -> false));
    assertFalse(later.learn(reading("B", energy), true, meter -> false));
    assertEquals(List.of("B"), later.series());
  }

  @Test
  void passesOverATextThatIsNotItsOwn() {
    for (String text :
        List.of("", "x", "[]", "{}", "{\"meter\":\"e\"", "{\"meter\":{}}", "{\"meter\":\"\"}")) {
      assertEquals(Optional.empty(), InfoJson.read(text), text);
    }
    assertEquals(
        Optional.empty(),
        InfoJson.read("{\"meter\":\"e\",\"quantities\":{\"A B\":{\"kind\":\"gauge\"}}}"));
  }

  private static Reading reading(String identifier, Measurement... measurements) {
    return new Reading(
        MeterRef.of("e", identifier),
        1,
        Origin.LIVE,
        Instant.EPOCH,
        Optional.empty(),
        List.of(measurements));
  }
}
