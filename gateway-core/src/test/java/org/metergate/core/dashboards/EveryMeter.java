// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.dashboards;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.metergate.config.GatewayConfig;
import org.metergate.config.JournalConfig;
import org.metergate.config.Location;
import org.metergate.config.MeterConfig;
import org.metergate.core.demo.DemoHistory;
import org.metergate.core.gateway.GatewayPlan;
import org.metergate.core.plugin.Plugins;
import org.metergate.journal.Journal;
import org.metergate.journal.JournalReader;
import org.metergate.journal.JournalSettings;
import org.metergate.journal.rollup.Series;
import org.metergate.spi.emulator.EmulatorProvider;
import org.metergate.spi.link.LinkUri;
import org.metergate.spi.option.Options;
import org.metergate.spi.option.Secret;
import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Quantity.Kind;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;
import org.metergate.spi.reading.Value;
import org.metergate.time.VirtualTime;
import org.metergate.value.ReadingView;

/** A journal in which every kind of emulated meter was read by its driver for 28 hours. */
final class EveryMeter {
  static final Instant FROM = Instant.parse("2026-11-18T22:00:00Z");
  static final Instant TO = Instant.parse("2026-11-20T02:00:00Z");
  static final Duration EVERY = Duration.ofMinutes(10);

  private final Path file;
  private final List<MeterConfig> meters = new ArrayList<>();
  private final Plugins plugins = Plugins.load(EveryMeter.class.getClassLoader());

  /** Reads them into a journal. */
  EveryMeter(Path file) throws Exception {
    this.file = file;
    add("omnipower", "omnipower?solar=4");
    add("omnipower-one-phase", "omnipower?phases=1&energy-scale=1");
    add("p1", "p1?model=dsmr5&solar=3");
    add("p1-one-phase", "p1?model=kamstrup-162");
    add("p1-belgian", "p1?model=belgian&solar=3");
    add("p1-swedish", "p1?model=omnia");
    add("p1-encrypted", "p1?model=luxembourg");
    for (String model : List.of("382", "403", "603", "601", "21")) {
      add("multical-" + model, "multical?model=" + model);
    }
    add("multical-603-gj", "multical?model=603&heat-unit=GJ");
    pulses("energy_import", "Wh", "1");
    pulses("energy_export", "kWh", "1000");
    pulses("heat_energy", "GJ", "1000");
    pulses("cooling_energy", "MWh", "1000");
    pulses("volume", "m3", "100");
    pulses("gas_volume", "m3", "100");
    pulses("water_volume", "l", "1");
    VirtualTime now = new VirtualTime(TO);
    GatewayConfig config =
        new GatewayConfig(
            Path.of("test"),
            "attic",
            ZoneOffset.UTC,
            meters,
            List.of(),
            new JournalConfig(
                file,
                Duration.ofSeconds(60),
                JournalConfig.KEEP_RAW,
                JournalConfig.MAX_SIZE,
                Duration.ZERO),
            Optional.empty(),
            List.of());
    GatewayPlan plan = GatewayPlan.of(config, plugins, now);
    new DemoHistory(FROM, TO, EVERY).write(plan.links(), new JournalSettings(file), now);
    try (Journal journal = Journal.open(new JournalSettings(file), now)) {
      replace(journal);
    }
  }

  /** A gas meter of 90,000 m³ takes the place of another, and later begins again at zero. */
  private static void replace(Journal journal) throws Exception {
    Quantity gas = new Quantity("gas_volume", Kind.COUNTER, Dimension.GAS_VOLUME, "Gas volume");
    int count = 0;
    for (Instant at = FROM; at.isBefore(TO); at = at.plus(EVERY)) {
      count++;
      String number = count < 30 ? "1" : "2";
      int value = count < 30 ? 500 + count : count < 100 ? 90_000 + count : count;
      journal
          .readings()
          .append(
              new Reading(
                  MeterRef.of("replaced", number),
                  count,
                  Origin.LIVE,
                  at.plusSeconds(7),
                  Optional.empty(),
                  List.of(
                      new Measurement(
                          gas,
                          new Value.Decimal(BigDecimal.valueOf(value)),
                          Unit.M3,
                          "gas",
                          null,
                          null))));
    }
  }

  private void pulses(String quantity, String unit, String perUnit) throws Exception {
    add(
        "pulses-" + quantity.replace('_', '-'),
        "pulse?rate=0.5&quantity=" + quantity + "&pulses-per-unit=" + perUnit,
        Map.of("unit", unit));
  }

  private void add(String name, String emulated) throws Exception {
    add(name, emulated, Map.of());
  }

  private void add(String name, String emulated, Map<String, String> more) throws Exception {
    LinkUri link = LinkUri.parse("emulator:" + emulated);
    EmulatorProvider emulator = plugins.emulator(link.target()).orElseThrow();
    Map<String, Secret> options =
        new LinkedHashMap<>(
            emulator.driverOptions(Options.of(emulator.info().options(), link.parameters())));
    more.forEach((key, value) -> options.put(key, new Secret(value)));
    String driver = emulator.info().driver();
    if (driver.equals("multical-kmp") || driver.equals("pulse-gpio")) {
      options.put("interval", new Secret("10min"));
    }
    meters.add(
        new MeterConfig(
            name, driver, link, options, new Location(Path.of("test"), 0, "meters." + name)));
  }

  /** The names of all meters, without those of their sub-meters. */
  List<String> names() {
    List<String> names = new ArrayList<>(meters.stream().map(MeterConfig::name).toList());
    names.add("replaced");
    return names;
  }

  /**
   * Returns all readings, in the order of receipt.
   *
   * @param view in which units, and whether with derived values.
   */
  List<Reading> readings(ReadingView view) throws Exception {
    Map<Instant, List<Reading>> all = new TreeMap<>();
    try (JournalReader reader = JournalReader.open(file)) {
      var history = reader.history(ZoneOffset.UTC);
      for (String meter : history.meters()) {
        Set<String> sent =
            history.series(meter).stream().map(Series::quantity).collect(Collectors.toSet());
        history.readings(
            meter,
            FROM,
            TO.plusSeconds(60),
            (at, stored) ->
                all.computeIfAbsent(stored.reading().receivedAt(), time -> new ArrayList<>())
                    .add(view.of(stored.reading(), sent)));
      }
    }
    return all.values().stream().flatMap(List::stream).toList();
  }
}
