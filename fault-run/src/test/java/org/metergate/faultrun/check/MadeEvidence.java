// SPDX-License-Identifier: Apache-2.0
package org.metergate.faultrun.check;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.metergate.faultrun.evidence.Broken;
import org.metergate.faultrun.evidence.Evidence;
import org.metergate.faultrun.evidence.Look;
import org.metergate.faultrun.evidence.Outage;
import org.metergate.faultrun.evidence.Place;
import org.metergate.faultrun.evidence.PowerCut;
import org.metergate.faultrun.evidence.Sent;
import org.metergate.faultrun.evidence.Sighting;
import org.metergate.faultrun.evidence.Telegram;

/**
 * The evidence of a good run, to be changed: one meter, one telegram a second from second 0 on,
 * each seen everywhere a tenth of a second later, and health well at each second for a hundred
 * seconds.
 */
final class MadeEvidence {
  static final String METER = "house";
  static final LocalDateTime FIRST = LocalDateTime.of(2026, 11, 20, 12, 0);

  /** Bytes of a telegram. */
  static final long LENGTH = 300;

  private static final int LOOKS = 100;
  private static final int START_WH = 500;
  private static final BigDecimal FALL = BigDecimal.valueOf(200);

  final List<Outage> outages = new ArrayList<>();
  final List<Broken> broken = new ArrayList<>();
  final List<Look> looks = new ArrayList<>();
  final List<PowerCut> cuts = new ArrayList<>();
  private final List<Sent> sent = new ArrayList<>();
  private final List<Sighting> seen = new ArrayList<>();

  MadeEvidence(int telegrams) {
    for (int number = 0; number < telegrams; number++) {
      Map<String, BigDecimal> values =
          Map.of(
              Telegram.COUNTER,
              BigDecimal.valueOf(START_WH + number),
              "power_import",
              BigDecimal.valueOf(1000 + number));
      Telegram telegram =
          new Telegram(METER, number, FIRST.plusSeconds(10L * number), values, true);
      sent.add(new Sent(telegram, 0, LENGTH * (number + 1), at(number)));
      for (Place place : Place.values()) {
        add(place, number, number + 1, number + 0.1);
      }
    }
    for (int second = 0; second < LOOKS; second++) {
      looks.add(new Look(at(second), at(second + 0.01), true, "All is well."));
    }
  }

  static long at(double seconds) {
    return (long) (seconds * 1e9);
  }

  void add(Place place, int number, long seq, double seconds) {
    Telegram telegram = sent.get(number).telegram();
    boolean database = place == Place.INFLUX;
    seen.add(
        new Sighting(
            place,
            METER,
            database ? OptionalLong.empty() : OptionalLong.of(seq),
            database ? Optional.empty() : Optional.of(telegram.stamp()),
            telegram.values(),
            database ? OptionalLong.of(1000 + seq) : OptionalLong.empty(),
            place == Place.UDP,
            at(seconds)));
  }

  void repeat(Place place, int number, double seconds) {
    add(place, number, number + 1, seconds);
    if (place == Place.UDP) { // a repetition of something older would be another difference too
      change(seen.size() - 1, one -> withPresent(one, false));
    }
  }

  void show(Place place, int number, double seconds) {
    add(place, number, number + 1, seconds);
    change(seen.size() - 1, one -> withPresent(one, true));
  }

  void presentAgain(int number, double seconds) {
    outages.add(new Outage(Outage.Kind.SERVER, Place.MQTT.name(), at(seconds - 1), at(seconds)));
    show(Place.MQTT, 9, seconds);
    show(Place.MQTT, number, seconds);
  }

  void addUnknown(Place place, String meter, Map<String, BigDecimal> values) {
    seen.add(
        new Sighting(
            place,
            meter,
            OptionalLong.empty(),
            Optional.empty(),
            values,
            OptionalLong.empty(),
            false,
            0));
  }

  void remove(Place place, int number) {
    seen.remove(index(place, number));
  }

  void removeEverywhere(int number) {
    for (Place place : Place.values()) {
      remove(place, number);
    }
  }

  private int index(Place place, int number) {
    BigDecimal power = BigDecimal.valueOf(1000 + number);
    for (int i = 0; i < seen.size(); i++) {
      if (seen.get(i).place() == place && power.equals(seen.get(i).values().get("power_import"))) {
        return i;
      }
    }
    throw new AssertionError(place + " does not have telegram " + number);
  }

  private void change(int index, UnaryOperator<Sighting> change) {
    seen.set(index, change.apply(seen.get(index)));
  }

  /** Exchanges a telegram with the next one, in the order of arrival. */
  void exchange(Place place, int number) {
    int first = index(place, number);
    int second = index(place, number + 1);
    Sighting before = seen.get(first);
    seen.set(first, withPresent(seen.get(second), false));
    seen.set(second, withPresent(before, false));
  }

  void sameTime(int number, int other) {
    OptionalLong time = seen.get(index(Place.INFLUX, number)).time();
    change(
        index(Place.INFLUX, other),
        one ->
            new Sighting(
                one.place(),
                one.meter(),
                one.seq(),
                one.stamp(),
                one.values(),
                time,
                one.present(),
                one.nanos()));
  }

  void values(Place place, int number, Map<String, Integer> other) {
    Map<String, BigDecimal> values = new HashMap<>();
    other.forEach((name, value) -> values.put(name, BigDecimal.valueOf(value)));
    change(index(place, number), one -> with(one, one.stamp(), values));
  }

  void stamp(Place place, int number, LocalDateTime stamp) {
    change(index(place, number), one -> with(one, Optional.of(stamp), one.values()));
  }

  /** Removes the counter of a telegram from all places but the journal. */
  void withoutCounter(int number) {
    for (Place place : Place.values()) {
      if (place != Place.JOURNAL) {
        change(
            index(place, number),
            one -> {
              Map<String, BigDecimal> values = new HashMap<>(one.values());
              values.remove(Telegram.COUNTER);
              return with(one, one.stamp(), values);
            });
      }
    }
  }

  private static Sighting with(
      Sighting one, Optional<LocalDateTime> stamp, Map<String, BigDecimal> values) {
    return new Sighting(
        one.place(), one.meter(), one.seq(), stamp, values, one.time(), one.present(), one.nanos());
  }

  private static Sighting withPresent(Sighting one, boolean present) {
    return new Sighting(
        one.place(),
        one.meter(),
        one.seq(),
        one.stamp(),
        one.values(),
        one.time(),
        present,
        one.nanos());
  }

  void forge(int number) {
    Sent one = sent.get(number);
    Telegram telegram = one.telegram();
    sent.set(
        number,
        new Sent(
            new Telegram(METER, number, telegram.stamp(), telegram.values(), false),
            one.connection(),
            one.end(),
            one.nanos()));
  }

  /** The counter falls by 200 with a telegram, at the meter and everywhere. */
  void fall(int from) {
    for (int number = from; number < sent.size(); number++) {
      Sent one = sent.get(number);
      Map<String, BigDecimal> values = new HashMap<>(one.telegram().values());
      values.computeIfPresent(Telegram.COUNTER, (name, value) -> value.subtract(FALL));
      Telegram fallen = new Telegram(METER, number, one.telegram().stamp(), values, true);
      sent.set(number, new Sent(fallen, one.connection(), one.end(), one.nanos()));
      for (Place place : Place.values()) {
        change(index(place, number), sighting -> with(sighting, sighting.stamp(), values));
      }
    }
  }

  void unwritten(int number) {
    Sent one = sent.get(number);
    sent.set(number, new Sent(one.telegram(), Sent.NOWHERE, one.end(), one.nanos()));
  }

  Evidence evidence() {
    return new Evidence(sent, broken, seen, EnumSet.allOf(Place.class), outages, looks, cuts);
  }
}
