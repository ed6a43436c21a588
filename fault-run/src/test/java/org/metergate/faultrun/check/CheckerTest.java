// SPDX-License-Identifier: Apache-2.0
package org.metergate.faultrun.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.metergate.faultrun.check.Difference.Kind;
import org.metergate.faultrun.evidence.Broken;
import org.metergate.faultrun.evidence.Look;
import org.metergate.faultrun.evidence.Outage;
import org.metergate.faultrun.evidence.Place;
import org.metergate.faultrun.evidence.PowerCut;

/** Each kind of difference is found in evidence that has it, and none in evidence without. */
class CheckerTest {
  private static final int TELEGRAMS = 10;

  private static List<Kind> kinds(Consumer<MadeEvidence> change) {
    return check(change).stream().map(Difference::kind).distinct().toList();
  }

  private static List<Difference> check(Consumer<MadeEvidence> change) {
    MadeEvidence made = new MadeEvidence(TELEGRAMS);
    change.accept(made);
    return Checker.check(made.evidence());
  }

  private static Outage outage(Outage.Kind kind, String of, double from, double to) {
    return new Outage(kind, of, MadeEvidence.at(from), MadeEvidence.at(to));
  }

  @Test
  void findsNothingInAGoodRun() {
    assertEquals(List.of(), check(made -> {}));
  }

  @Test
  void findsATelegramThatIsMissingAtEachCompletePlace() {
    for (Place place : Place.values()) {
      List<Difference> found = check(made -> made.remove(place, 4));
      assertEquals(place.complete() ? 1 : 0, found.size(), place + ": " + found);
      assertTrue(
          found.stream().allMatch(one -> one.kind() == Kind.LOST && one.toString().contains("4")));
    }
  }

  @Test
  void namesConsecutiveLossesTogether() {
    List<Difference> found =
        check(
            made -> {
              made.remove(Place.CSV, 3);
              made.remove(Place.CSV, 4);
              made.remove(Place.CSV, 7);
            });
    assertEquals(1, found.size(), found.toString());
    assertEquals("3 telegrams (3 to 4, 7)", found.get(0).sentence());
  }

  @Test
  void findsAReadingThatCameTwiceWithoutAReason() {
    for (Place place : Place.values()) {
      assertEquals(List.of(Kind.DOUBLED), kinds(made -> made.repeat(place, 4, 9.5)), place + "");
    }
  }

  @Test
  void acceptsARepetitionAfterAStartOnlyWhereItIsPromised() {
    for (Place place : Place.values()) {
      List<Kind> found =
          kinds(
              made -> {
                made.outages.add(outage(Outage.Kind.DOWN, "", 9.1, 9.3));
                made.repeat(place, 4, 9.5);
              });
      assertEquals(place.repeats() ? List.of() : List.of(Kind.DOUBLED), found, place.toString());
    }
  }

  @Test
  void acceptsARepetitionAfterABrokenConnectionToThatServerAlone() {
    assertEquals(
        List.of(Kind.DOUBLED),
        kinds(
            made -> {
              made.outages.add(outage(Outage.Kind.SERVER, "MQTT", 9.1, 9.3));
              made.repeat(Place.MQTT, 4, 9.5);
              made.repeat(Place.INFLUX, 4, 9.5);
            }));
  }

  @Test
  void acceptsThatTheNewestIsShownOnceMoreAfterItCameLate() {
    assertEquals(
        List.of(),
        kinds(
            made -> {
              made.outages.add(outage(Outage.Kind.DOWN, "", 9.01, 9.05));
              made.show(Place.MQTT, 9, 9.5);
            }));
    assertEquals(List.of(Kind.DOUBLED), kinds(made -> made.show(Place.MQTT, 9, 9.5)));
    assertEquals(
        List.of(Kind.DOUBLED),
        kinds(
            made -> {
              made.outages.add(outage(Outage.Kind.DOWN, "", 8.01, 8.05));
              made.show(Place.MQTT, 8, 9.5);
            }));
  }

  @Test
  void countsACloseAfterACompleteAnswerAsNoReasonToRepeat() {
    assertEquals(
        List.of(Kind.DOUBLED),
        kinds(
            made -> {
              made.outages.add(outage(Outage.Kind.CLOSING, "", 1, 9.9));
              made.repeat(Place.INFLUX, 4, 9.5);
            }));
  }

  @Test
  void findsATelegramThatWasStoredTwice() {
    List<Kind> found =
        kinds(
            made -> {
              made.outages.add(outage(Outage.Kind.DOWN, "", 9.1, 9.3));
              made.add(Place.MQTT, 4, 4711, 9.5);
            });
    assertEquals(List.of(Kind.DOUBLED), found);
  }

  @Test
  void findsTwoTelegramsUnderOneTimeOfADatabase() {
    assertEquals(List.of(Kind.LOST), kinds(made -> made.sameTime(4, 5)));
  }

  @Test
  void findsAnExchangedOrder() {
    for (Place place : Place.values()) {
      assertEquals(
          List.of(Kind.OUT_OF_ORDER), kinds(made -> made.exchange(place, 4)), place.toString());
    }
  }

  @Test
  void findsWhatNoMeterSent() {
    for (Place place : Place.values()) {
      List<Kind> found = kinds(made -> made.values(place, 4, Map.of("power_import", 77)));
      assertTrue(found.contains(Kind.INVENTED), place + ": " + found);
    }
    assertTrue(
        kinds(made -> made.addUnknown(Place.MQTT, "nobody", Map.of("power_import", BigDecimal.ONE)))
            .contains(Kind.INVENTED));
    assertTrue(
        kinds(made -> made.stamp(Place.CSV, 4, LocalDateTime.of(1999, 1, 1, 0, 0)))
            .contains(Kind.INVENTED));
  }

  @Test
  void findsATelegramWithAWrongTagWhereverItArrives() {
    assertEquals(List.of(Kind.INVENTED), kinds(made -> made.forge(4)));
    assertEquals(
        List.of(),
        kinds(
            made -> {
              made.forge(4);
              made.removeEverywhere(4);
            }));
  }

  @Test
  void expectsNothingThatWasNeverWritten() {
    assertEquals(
        List.of(),
        kinds(
            made -> {
              made.unwritten(4);
              made.removeEverywhere(4);
            }));
  }

  @Test
  void excusesWhatAKilledGatewayHadNotRead() {
    long read = MadeEvidence.LENGTH * 8;
    assertEquals(
        List.of(),
        kinds(
            made -> {
              made.broken.add(Broken.survived(MadeEvidence.METER, 0, read));
              made.removeEverywhere(8);
              made.removeEverywhere(9);
            }));
    assertEquals(
        List.of(Kind.LOST),
        kinds(
            made -> {
              made.broken.add(Broken.survived(MadeEvidence.METER, 0, read));
              made.removeEverywhere(7);
            }));
  }

  @Test
  void excusesTheEndOfWhatAKilledGatewayHadReadAndNoHole() {
    Broken kill =
        new Broken(
            MadeEvidence.METER,
            0,
            MadeEvidence.LENGTH * 10,
            MadeEvidence.LENGTH * 2,
            MadeEvidence.at(6.5));
    assertEquals(
        List.of(),
        kinds(
            made -> {
              made.broken.add(kill);
              made.removeEverywhere(8);
              made.removeEverywhere(9);
            }));
    assertEquals(
        List.of(Kind.LOST),
        kinds(
            made -> {
              made.broken.add(kill);
              made.removeEverywhere(8);
            }));
    assertEquals(
        List.of(Kind.LOST),
        kinds(
            made -> {
              made.broken.add(kill);
              for (int number = 7; number <= 9; number++) {
                made.removeEverywhere(number);
              }
            }),
        "more than it may have had in process");
  }

  @Test
  void expectsWhatIsStoredInAllOutputsEvenIfItsLossWereExcused() {
    List<Difference> found =
        check(
            made -> {
              made.broken.add(Broken.survived(MadeEvidence.METER, 0, 0));
              made.remove(Place.POST, 9);
            });
    assertEquals(1, found.size(), found.toString());
    assertEquals("HTTP posts, house", found.get(0).where());
  }

  @Test
  void findsAFallenCounterBeforeTheDecisionAndAcceptsItAfter() {
    assertEquals(
        List.of(Kind.FELL),
        kinds(
            made -> {
              made.looks.clear();
              made.fall(4);
              made.outages.add(outage(Outage.Kind.UNDECIDED, "house", 3.5, 8.5));
            }));
    assertEquals(
        List.of(),
        kinds(
            made -> {
              made.looks.clear();
              made.fall(4);
              made.outages.add(outage(Outage.Kind.UNDECIDED, "house", 3.5, 8.5));
              for (int number = 4; number <= 8; number++) {
                made.withoutCounter(number);
              }
            }));
  }

  @Test
  void findsSomethingOlderThatIsShownAsPresent() {
    assertTrue(kinds(made -> made.exchange(Place.UDP, 4)).contains(Kind.OUT_OF_ORDER));
    assertEquals(List.of(Kind.STALE), kinds(made -> made.presentAgain(4, 9.5)));
  }

  @Test
  void findsHealthThatSaysWellWhileSomethingIsBroken() {
    for (Outage.Kind kind :
        List.of(
            Outage.Kind.REFUSED,
            Outage.Kind.LOCKED,
            Outage.Kind.READ_ONLY,
            Outage.Kind.DELETED,
            Outage.Kind.UNDECIDED,
            Outage.Kind.SILENT,
            Outage.Kind.SERVER)) {
      assertEquals(
          List.of(Kind.SAID_WELL),
          kinds(made -> made.outages.add(outage(kind, "elsewhere", 1, 100))),
          kind.toString());
    }
  }

  @Test
  void givesHealthTheTimeToNoticeAndAGatewayTheTimeToStart() {
    assertEquals(
        List.of(), kinds(made -> made.outages.add(outage(Outage.Kind.REFUSED, "x", 5, 7.4))));
    assertEquals(
        List.of(),
        kinds(
            made -> {
              made.outages.add(outage(Outage.Kind.REFUSED, "x", 1, 9.9));
              made.outages.add(outage(Outage.Kind.DOWN, "", 1, 7.1));
            }));
  }

  @Test
  void findsHealthThatComplainsLongAfterEverythingIsMended() {
    assertEquals(
        List.of(Kind.SAID_NOT_WELL),
        kinds(
            made -> {
              made.outages.add(outage(Outage.Kind.REFUSED, "x", 0, 0.5));
              made.looks.add(look(40, false));
            }));
    assertEquals(
        List.of(),
        kinds(
            made -> {
              made.outages.add(outage(Outage.Kind.REFUSED, "x", 0, 0.5));
              made.looks.add(look(20, false));
            }));
  }

  private static Look look(double seconds, boolean well) {
    return new Look(MadeEvidence.at(seconds), MadeEvidence.at(seconds + 0.01), well, "a verdict");
  }

  @Test
  void findsWhatWasNotSafeFromAPowerCut() {
    LocalDateTime stored = MadeEvidence.FIRST.plusSeconds(50);
    assertEquals(
        List.of(Kind.NOT_SYNCED),
        kinds(made -> made.cuts.add(cut(stored, stored.minusSeconds(10)))));
    assertEquals(
        List.of(Kind.NOT_SYNCED),
        kinds(made -> made.cuts.add(new PowerCut(0, Map.of("house", stored), Map.of()))));
    assertEquals(List.of(), kinds(made -> made.cuts.add(cut(stored, stored.plusSeconds(10)))));
  }

  private static PowerCut cut(LocalDateTime stored, LocalDateTime kept) {
    return new PowerCut(0, Map.of("house", stored), Map.of("house", kept));
  }
}
