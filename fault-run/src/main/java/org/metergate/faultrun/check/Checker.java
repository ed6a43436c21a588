// SPDX-License-Identifier: Apache-2.0
package org.metergate.faultrun.check;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.metergate.faultrun.check.Difference.Kind;
import org.metergate.faultrun.evidence.Broken;
import org.metergate.faultrun.evidence.Evidence;
import org.metergate.faultrun.evidence.Place;
import org.metergate.faultrun.evidence.PowerCut;
import org.metergate.faultrun.evidence.Sent;
import org.metergate.faultrun.evidence.Sighting;

/** Finds what is not as promised in the evidence of a run. */
public final class Checker {
  private final Evidence evidence;
  private final Map<String, MeterLog> logs = new TreeMap<>();
  private final List<Difference> differences = new ArrayList<>();

  private Checker(Evidence evidence) {
    this.evidence = evidence;
    Set<String> meters = new TreeSet<>();
    evidence.sent().forEach(sent -> meters.add(sent.telegram().meter()));
    for (String meter : meters) {
      List<Sent> sent =
          evidence.sent().stream().filter(one -> one.telegram().meter().equals(meter)).toList();
      List<Broken> broken =
          evidence.broken().stream().filter(one -> one.meter().equals(meter)).toList();
      logs.put(meter, new MeterLog(sent, broken));
    }
  }

  /**
   * Compares everything.
   *
   * @param evidence of a run that is over.
   * @return what is not as promised; empty after a good run.
   */
  public static List<Difference> check(Evidence evidence) {
    Checker checker = new Checker(evidence);
    checker.logs.forEach(checker::meter);
    checker.unknownMeters();
    new HealthCheck(evidence.outages(), evidence.looks()).check(checker.differences);
    evidence.cuts().forEach(checker::powerCut);
    return List.copyOf(checker.differences);
  }

  private void meter(String meter, MeterLog log) {
    Set<Integer> stored = new HashSet<>();
    if (evidence.observed().contains(Place.JOURNAL)) {
      PlaceCheck journal = walk(Place.JOURNAL, meter, log);
      stored.addAll(journal.seen());
      journal.lost(log.due(stored));
      journal.finish();
    }
    List<Sent> due = log.due(stored);
    List<Sent> expected =
        log.sent().stream()
            .filter(sent -> due.contains(sent) || stored.contains(sent.telegram().number()))
            .toList();
    for (Place place : Place.values()) {
      if (place != Place.JOURNAL && evidence.observed().contains(place)) {
        PlaceCheck check = walk(place, meter, log);
        if (place.complete()) {
          check.lost(expected);
        }
        check.finish();
      }
    }
  }

  private PlaceCheck walk(Place place, String meter, MeterLog log) {
    PlaceCheck check = new PlaceCheck(place, meter, log, evidence.outages(), differences);
    for (Sighting sighting : evidence.seen()) {
      if (sighting.place() == place && sighting.meter().equals(meter)) {
        check.take(sighting);
      }
    }
    return check;
  }

  private void unknownMeters() {
    for (Sighting sighting : evidence.seen()) {
      if (!logs.containsKey(sighting.meter())) {
        differences.add(
            new Difference(
                Kind.INVENTED,
                sighting.place().words(),
                "there is no meter " + sighting.meter() + ": " + sighting.values()));
      }
    }
  }

  private void powerCut(PowerCut cut) {
    cut.newest()
        .forEach(
            (meter, newest) -> {
              LocalDateTime kept = cut.kept().getOrDefault(meter, LocalDateTime.MIN);
              if (kept.isBefore(newest)) {
                differences.add(
                    new Difference(
                        Kind.NOT_SYNCED,
                        "the disk, " + meter,
                        "the telegram of "
                            + newest
                            + " was stored before the last sync, and the disk"
                            + " ends with that of "
                            + kept));
              }
            });
  }
}
