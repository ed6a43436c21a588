// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import org.metergate.rollup.Resolution;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Unit;
import org.metergate.web.history.data.Bar;
import org.metergate.web.history.data.BarSeries;
import org.metergate.web.history.data.Comparison;
import org.metergate.web.history.data.CurveSeries;
import org.metergate.web.history.data.Group;
import org.metergate.web.history.data.Growth;
import org.metergate.web.history.data.Interval;
import org.metergate.web.history.data.Measured;
import org.metergate.web.history.data.Measured.Direction;
import org.metergate.web.history.data.MeterPart;
import org.metergate.web.history.data.MeterView;
import org.metergate.web.history.data.Peak;
import org.metergate.web.history.data.Period;
import org.metergate.web.history.data.Point;
import org.metergate.web.history.data.Question;
import org.metergate.web.history.data.SelfUse;

/**
 * Numbers of three meters without a journal, of every view, with gaps and estimates; the same for
 * the same view.
 */
final class InventedNumbers implements Views.Numbers {
  static final ZoneId ZONE = ZoneId.of("Europe/Copenhagen");
  private static final Unit KWH = new Unit("kWh", "kWh");

  private final Instant now;
  private final List<String> names;

  InventedNumbers(Instant now, List<String> names) {
    this.now = now;
    this.names = names;
  }

  @Override
  public List<String> meters() {
    return names;
  }

  @Override
  public Optional<Period> years(String meter) {
    return Optional.of(Period.years(2024, 2026, ZONE));
  }

  @Override
  public Optional<MeterView> of(Question question) {
    boolean heat = question.meter().contains("heat");
    List<MeterRef> meters =
        heat
            ? List.of(new MeterRef(question.meter(), "", "111"))
            : List.of(
                new MeterRef(question.meter(), "", "57160000000001"),
                new MeterRef(question.meter(), "", "57160000000002"));
    List<MeterPart> parts = new ArrayList<>();
    if (question.period().whole().from() <= now.toEpochMilli()) {
      parts.add(heat ? heat(question, meters.get(0)) : electricity(question, meters.get(1)));
      if (!heat && question.period().every() == Resolution.YEAR) {
        parts.add(0, electricity(question, meters.get(0)));
      }
    }
    List<String> gauges = List.of("power_import", "voltage_l1", "voltage_l2", "voltage_l3");
    return Optional.of(
        new MeterView(
            question, now, meters, parts, gauges, heat ? Optional.empty() : sun(question)));
  }

  private MeterPart electricity(Question question, MeterRef meter) {
    TreeMap<Group, List<BarSeries>> bars = new TreeMap<>();
    bars.put(
        Group.ENERGY,
        List.of(
            counter(question, meter, "energy_import", "Energy import", Group.ENERGY, 0),
            counter(question, meter, "energy_export", "Energy export", Group.ENERGY, 0)));
    bars.put(
        Group.REACTIVE,
        List.of(
            counter(
                question,
                meter,
                "reactive_energy_import",
                "Reactive energy import",
                Group.REACTIVE,
                0)));
    TreeMap<Group, List<CurveSeries>> curves = new TreeMap<>();
    curves.put(
        Group.POWER,
        List.of(
            gauge(question, meter, "power_import", "Power import", Group.POWER, "W", 900),
            gauge(question, meter, "power_export", "Power export", Group.POWER, "W", 200)));
    return new MeterPart(meter, bars, curves);
  }

  private MeterPart heat(Question question, MeterRef meter) {
    TreeMap<Group, List<BarSeries>> bars = new TreeMap<>();
    bars.put(Group.HEAT, List.of(counter(question, meter, "heat_energy", "Heat", Group.HEAT, 0)));
    bars.put(Group.VOLUME, List.of(counter(question, meter, "volume", "Volume", Group.VOLUME, 0)));
    TreeMap<Group, List<CurveSeries>> curves = new TreeMap<>();
    curves.put(
        Group.TEMPERATURE,
        List.of(
            gauge(question, meter, "flow_temperature", "Flow", Group.TEMPERATURE, "°C", 62),
            gauge(question, meter, "return_temperature", "Return", Group.TEMPERATURE, "°C", 31)));
    return new MeterPart(meter, bars, curves);
  }

  private BarSeries counter(
      Question question, MeterRef meter, String name, String label, Group group, int tariff) {
    Direction direction = name.contains("export") ? Direction.DOWN : Direction.UP;
    Measured of =
        new Measured(
            meter,
            name,
            label,
            KWH,
            group,
            direction,
            tariff == 0 ? OptionalInt.empty() : OptionalInt.of(tariff),
            false);
    List<Bar> bars = bars(question.period(), name);
    Optional<Comparison> comparison =
        question
            .compared()
            .map(
                other -> {
                  List<Bar> theirs = bars(other, name);
                  List<Optional<Bar>> places = new ArrayList<>();
                  for (int i = 0; i < bars.size(); i++) {
                    places.add(i < theirs.size() ? Optional.of(theirs.get(i)) : Optional.empty());
                  }
                  return new Comparison(places, sum(theirs), sum(bars), sum(theirs), other.whole());
                });
    List<Peak> peaks =
        group != Group.ENERGY || direction == Direction.DOWN
            ? List.of()
            : List.of(
                new Peak(
                    question.period().whole(),
                    Optional.of(question.period().points().get(3)),
                    Optional.of(new BigDecimal("4.316")),
                    new Unit("kW", "kW"),
                    2971,
                    2976));
    return new BarSeries(of, bars, sum(bars), comparison, peaks);
  }

  private static Optional<Growth> sum(List<Bar> bars) {
    List<Bar> known = bars.stream().filter(bar -> !bar.isGap()).toList();
    if (known.isEmpty()) {
      return Optional.empty();
    }
    BigDecimal sum =
        known.stream()
            .map(bar -> bar.used().orElseThrow())
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    Interval over = new Interval(known.get(0).at().from(), known.get(known.size() - 1).at().to());
    return Optional.of(new Growth(sum, over, new BigDecimal("0.987"), true, false));
  }

  private List<Bar> bars(Period period, String name) {
    Random random = new Random((period.first() + name).hashCode());
    List<Bar> bars = new ArrayList<>();
    BigDecimal counter = new BigDecimal("20059.380");
    List<Interval> intervals = period.intervals();
    for (int i = 0; i < intervals.size(); i++) {
      Interval at = intervals.get(i);
      double hour = at.start(period.zone()).getHour();
      double sun = Math.max(0, Math.sin((hour - 6) / 12 * Math.PI));
      double size =
          name.contains("export")
              ? sun * 0.8
              : 0.15 + (hour > 16 && hour < 22 ? 0.5 : 0.1) + random.nextDouble() / 4 - sun / 5;
      BigDecimal used =
          BigDecimal.valueOf(Math.max(0, size) * at.millis() / 3_600_000)
              .setScale(3, RoundingMode.HALF_UP);
      counter = counter.add(used);
      boolean gap = i % 20 > 13 && i % 20 < 16;
      if (at.from() > now.toEpochMilli() || gap) {
        bars.add(
            new Bar(
                at,
                Optional.empty(),
                Optional.empty(),
                BigDecimal.ZERO.setScale(3),
                false,
                false,
                0));
      } else {
        boolean edge = i % 20 == 13 || i % 20 == 16;
        boolean partial = i % 23 == 5;
        bars.add(
            new Bar(
                at,
                Optional.of(used),
                Optional.of(counter),
                new BigDecimal(partial ? "0.834" : "1.000"),
                edge,
                i % 29 == 7,
                90));
      }
    }
    return bars;
  }

  private CurveSeries gauge(
      Question question,
      MeterRef meter,
      String name,
      String label,
      Group group,
      String unit,
      double level) {
    Measured of =
        new Measured(
            meter,
            name,
            label,
            new Unit(unit, unit),
            group,
            Direction.UP,
            OptionalInt.empty(),
            false);
    Random random = new Random((question.period().first() + name).hashCode());
    List<Point> points = new ArrayList<>();
    double wave = 0;
    int number = 0;
    for (Interval at : question.period().points()) {
      wave = 0.9 * wave + random.nextGaussian() * level / 12;
      number++;
      if (at.from() > now.toEpochMilli() || number % 60 > 54) {
        points.add(
            new Point(
                at,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                BigDecimal.ZERO.setScale(3),
                false,
                0));
      } else {
        double mean = Math.max(0, level + wave);
        double spread = random.nextDouble() * level / 6;
        points.add(
            new Point(
                at,
                Optional.of(decimal(Math.max(0, mean - spread), 1)),
                Optional.of(decimal(mean, 3)),
                Optional.of(decimal(mean + 2 * spread, 1)),
                new BigDecimal("1.000"),
                false,
                90));
      }
    }
    return new CurveSeries(of, points);
  }

  private static BigDecimal decimal(double number, int decimals) {
    return BigDecimal.valueOf(number).setScale(decimals, RoundingMode.HALF_UP);
  }

  private Optional<SelfUse> sun(Question question) {
    List<SelfUse.Share> shares = new ArrayList<>();
    List<Bar> imported = bars(question.period(), "energy_import");
    List<Bar> exported = bars(question.period(), "energy_export");
    BigDecimal[] sums = {BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO};
    int known = 0;
    for (int i = 0; i < imported.size(); i++) {
      Optional<BigDecimal> out = exported.get(i).used();
      Optional<BigDecimal> produced = out.map(o -> o.multiply(new BigDecimal("1.6")));
      shares.add(new SelfUse.Share(imported.get(i).at(), produced, imported.get(i).used(), out));
      if (out.isPresent()) {
        known++;
        sums[0] = sums[0].add(produced.orElseThrow());
        sums[1] = sums[1].add(imported.get(i).used().orElseThrow());
        sums[2] = sums[2].add(out.get());
      }
    }
    return Optional.of(
        new SelfUse(
            List.of("roof"),
            List.of(question.meter()),
            KWH,
            shares,
            Optional.of(
                new SelfUse.Share(
                    question.period().whole(),
                    Optional.of(sums[0]),
                    Optional.of(sums[1]),
                    Optional.of(sums[2]))),
            known,
            shares.size()));
  }
}
