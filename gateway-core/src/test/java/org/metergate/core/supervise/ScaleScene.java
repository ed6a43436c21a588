// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.metergate.config.GatewayConfig;
import org.metergate.core.validation.CounterValidators;
import org.metergate.counter.DecisionRefused;
import org.metergate.driver.omnipower.OmnipowerDriverProvider;
import org.metergate.health.MeterChain;
import org.metergate.journal.Journal;
import org.metergate.journal.JournalSettings;
import org.metergate.journal.StoredReading;
import org.metergate.kit.ClockHost;
import org.metergate.output.Delivery;
import org.metergate.output.Output;
import org.metergate.output.OutputContext;
import org.metergate.output.OutputInfo;
import org.metergate.output.OutputRunner;
import org.metergate.output.OutputType;
import org.metergate.output.StateJson;
import org.metergate.output.csv.CsvOutputType;
import org.metergate.output.influxdb.InfluxOutputType;
import org.metergate.retry.BackOff;
import org.metergate.spi.driver.MeterOptions;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.link.LinkUri;
import org.metergate.spi.option.Options;
import org.metergate.spi.option.Secret;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Reading;
import org.metergate.testing.AnsweringServer;
import org.metergate.testing.JsonTree;
import org.metergate.time.VirtualTime;

/**
 * An emulated OMNIPOWER under a constant load of 6 kW, a gateway that reads it, and outputs as CSV,
 * InfluxDB lines and MQTT states, on virtual time.
 */
final class ScaleScene implements AutoCloseable {
  static final String METER = "electricity";

  final VirtualTime time = new VirtualTime(Instant.parse("2026-01-07T12:00:00Z"));
  final List<String> reported = new ArrayList<>();
  final List<String> states = new ArrayList<>();
  private final Set<String> had = new HashSet<>();
  String house = "&load=6";
  String scaleOption = "auto";
  Journal journal;
  CounterValidators counters;
  private final Path folder;
  private Path file;
  private int kills;
  private final AnsweringServer influx = new AnsweringServer();
  private final List<OutputRunner> runners = new ArrayList<>();

  ScaleScene(Path folder) throws Exception {
    this.folder = folder;
    this.file = folder.resolve("journal.db");
    influx.answer(204, "");
    open();
    deliver(); // an output begins where it is when it is new
  }

  private void open() throws Exception {
    journal = Journal.open(new JournalSettings(file), time);
    counters = new CounterValidators(journal, time);
    runners.clear();
    runners.add(runner(output(new CsvOutputType(), "files", "csv, folder: csv")));
    runners.add(
        runner(
            output(
                new InfluxOutputType(),
                "lines",
                "influxdb, server: influxdb-1, url: \"" + influx.url() + "\", database: d")));
    runners.add(runner(new States()));
  }

  /** Restarts the gateway in good order. */
  void restart() throws Exception {
    end();
    open();
  }

  /** Restarts the gateway from what its file had when it was killed. */
  void kill() throws Exception {
    Path before = file;
    file = folder.resolve("journal-" + ++kills + ".db");
    for (String part : List.of("", "-wal")) {
      Path from = before.resolveSibling(before.getFileName() + part);
      if (Files.exists(from)) {
        Files.copy(from, file.resolveSibling(file.getFileName() + part));
      }
    }
    end();
    open();
  }

  private void end() {
    runners.forEach(OutputRunner::close);
    journal.close();
  }

  private OutputRunner runner(Output output) {
    return new OutputRunner(output, journal, time, (name, finding, change) -> {});
  }

  private Output output(OutputType type, String name, String settings) throws Exception {
    Path file = folder.resolve("gateway.yaml");
    Files.writeString(
        file,
        "meters: { electricity: { driver: d, link: \"tcp:h:1\" } }\n"
            + ("outputs: { " + name + ": { type: " + settings + " } }\n"));
    return type.create(
        GatewayConfig.load(file).outputs().get(0),
        new OutputContext("attic", m -> Duration.ofSeconds(10), time, ZoneOffset.UTC));
  }

  /** Reads the meter for a while, with what it counts in. */
  void read(int wattHours, Duration length) throws Exception {
    read("energy-scale=" + wattHours, length);
  }

  void read(String meter, Duration length) throws Exception {
    OmnipowerDriverProvider provider = new OmnipowerDriverProvider();
    Map<String, Secret> values = new HashMap<>(Map.of("energy-scale", new Secret(scaleOption)));
    Options options = new Options(provider.info().options(), values);
    MeterChain chain =
        new MeterChain(
            METER, time::now, (name, found, change) -> reported.add(change + " " + found));
    LinkSpec link =
        new LinkSpec(
            LinkUri.parse(
                "emulator:omnipower?encrypted=false&serial=12345678" + house + "&" + meter),
            StoppedLink.emulated(time, time.nanos() + length.toNanos()),
            "omnipower-dlms",
            provider.create(List.of(new MeterOptions(METER, options))),
            Map.of(METER, chain));
    new LinkSupervisor(
            link,
            journal,
            new ClockHost(time),
            BackOff.usual(),
            counters,
            WaitingMemory.ofProgram())
        .run();
    Thread.interrupted(); // so the supervisor says that it was stopped
  }

  /** What the display shows now, in kWh, if a count is this much. */
  BigDecimal display(int wattHours) throws Exception {
    return raw().multiply(BigDecimal.valueOf(wattHours)).movePointLeft(3);
  }

  /** The newest count of the meter, withheld or not. */
  BigDecimal raw() throws Exception {
    Reading newest = journal.readings().newestOf(METER).orElseThrow().reading();
    return newest.measurement("energy_import").map(Measurement::raw).orElseThrow();
  }

  /** Carries out a command: S for scale, C for continue, N for a new series; false if refused. */
  boolean command(char command, int wattHours) throws Exception {
    try {
      if (command == 'S') {
        counters.scale(METER, display(wattHours));
      } else {
        counters.meterChange(METER, command == 'C');
      }
      return true;
    } catch (DecisionRefused e) {
      return false;
    }
  }

  void deliver() throws InterruptedException {
    for (OutputRunner runner : runners) {
      Duration wait = runner.step();
      while (wait.isZero()) {
        wait = runner.step();
      }
    }
  }

  /** The values of a quantity in the order in which MQTT got them. */
  List<BigDecimal> mqtt(String quantity) throws Exception {
    List<BigDecimal> values = new ArrayList<>();
    for (String state : states) {
      Object value = JsonTree.object(state).get(quantity);
      if (value != null) {
        values.add(new BigDecimal(value.toString()));
      }
    }
    return values;
  }

  /** The values of a quantity in the lines of the CSV files, in their order. */
  List<BigDecimal> csv(String quantity) throws Exception {
    List<BigDecimal> values = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder.resolve("csv"))) {
      for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
        List<String> lines = Files.readAllLines(file);
        List<String> head = List.of(lines.get(0).split(",", -1));
        int column =
            head.indexOf(
                head.stream().filter(c -> c.startsWith(quantity + " (")).findFirst().orElse(""));
        for (String line : lines.subList(1, lines.size())) {
          String[] cells = line.split(",", -1);
          if (column >= 0 && !cells[column].isEmpty()) {
            values.add(new BigDecimal(cells[column]));
          }
        }
      }
    }
    return values;
  }

  /** The values of a quantity that InfluxDB has, in the order of their times. */
  List<BigDecimal> influx(String quantity) {
    Map<String, BigDecimal> values = new TreeMap<>();
    for (AnsweringServer.Request request : influx.requests()) {
      for (String line : request.body().split("\n")) {
        for (String field : line.split("[ ,]")) {
          if (field.startsWith(quantity + "=")) {
            String number = field.substring(quantity.length() + 1).replace("i", "");
            values.put(line.substring(line.lastIndexOf(' ') + 1), new BigDecimal(number));
          }
        }
      }
    }
    return List.copyOf(values.values());
  }

  @Override
  public void close() {
    end();
    influx.close();
  }

  private final class States implements Output {
    @Override
    public OutputInfo info() {
      return new OutputInfo("states", "states", Duration.ZERO, Duration.ZERO);
    }

    @Override
    public Optional<Finding> open() {
      return Optional.empty();
    }

    @Override
    public Delivery deliver(List<StoredReading> batch) {
      for (StoredReading stored : batch) {
        boolean late = stored.reading().origin() == Origin.LATE;
        String state = StateJson.of(stored);
        if (had.add(late ? state : Long.toString(stored.id()))) {
          states.add(state); // a receiver that ignores what it has
        }
      }
      return new Delivery.Done(batch.size());
    }

    @Override
    public void close() {}
  }
}
