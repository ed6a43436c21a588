// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.metergate.config.ConfigException;
import org.metergate.config.GatewayConfig;
import org.metergate.config.JournalConfig;
import org.metergate.config.Location;
import org.metergate.config.MeterConfig;
import org.metergate.config.WebConfig;
import org.metergate.core.demo.DemoHistory;
import org.metergate.core.gateway.Gateway;
import org.metergate.core.gateway.GatewayException;
import org.metergate.core.gateway.GatewayJournal;
import org.metergate.core.gateway.GatewayPlan;
import org.metergate.journal.JournalException;
import org.metergate.spi.emulator.EmulatorProvider;
import org.metergate.spi.link.LinkUri;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.option.Options;
import org.metergate.spi.option.Secret;
import org.metergate.web.WebException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The whole gateway with an emulated meter for every driver: no hardware, no broker. */
@Command(
    name = "demo",
    description = {
      "Runs the gateway with emulated meters: no hardware, no broker.",
      "Shows readings here and on a page, which begins with yesterday and today;",
      "its journal is deleted at the end."
    },
    footer = {"", "Examples:", "  metergate demo", "  metergate demo --port 0 --for 1min"})
final class DemoCommand implements Callable<Integer> {
  private static final int HIGHEST_PORT = 65_535;

  /** How often the meters are read in the past that the demo begins with. */
  private static final Duration EVERY = Duration.ofMinutes(5);

  /** The option of drivers that say when their meter is read. */
  private static final String INTERVAL = "interval";

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "The page's port on 127.0.0.1; 8080 by default, 0 takes a free one.")
  private int port = 8080;

  @Mixin private EndOptions endOptions;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    if (port < 0 || port > HIGHEST_PORT) {
      throw new CommandException(
          CommandException.USAGE, "--port must be a number from 0 to 65535, not " + port + ".");
    }
    Installation installation = Installation.load(spec.commandLine().getErr());
    SystemHost host = new SystemHost(installation.plugins());
    try (StopSignal stopSignal = endOptions.begin(host);
        ScratchFolder scratch = new ScratchFolder()) {
      GatewayConfig config = config(installation, scratch.path());
      if (config.meters().isEmpty()) {
        throw fault("There is no emulated meter whose driver is installed.");
      }
      writeHistory(config, installation, host);
      GatewayPlan plan = GatewayPlan.of(config, installation.plugins(), host);
      try (Gateway gateway = Gateway.start(plan, installation.messages(), host)) {
        ProgramCache.makeArchiveLater();
        show(gateway, stopSignal);
      }
      return 0;
    } catch (ConfigException | JournalException e) {
      throw fault(e.getMessage());
    } catch (GatewayException e) {
      boolean page = e.getCause() instanceof WebException;
      throw fault(e.getMessage() + (page ? " For the demo, --port 0 takes a free one." : ""));
    } catch (IOException e) {
      throw fault(
          "The temporary folder for the journal cannot be created: "
              + FileErrorText.reason(e)
              + ".");
    }
  }

  private void writeHistory(GatewayConfig config, Installation installation, SystemHost host)
      throws ConfigException, JournalException, InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    err.println("Reading what the meters counted yesterday and today ...");
    err.flush();
    Instant now = host.now();
    LocalDate yesterday = LocalDate.ofInstant(now, config.timeZone()).minusDays(1);
    Instant from = yesterday.atStartOfDay(config.timeZone()).toInstant();
    GatewayPlan past = GatewayPlan.of(slow(config, installation), installation.plugins(), host);
    new DemoHistory(from, now, EVERY).write(past.links(), GatewayJournal.settings(config), host);
  }

  /** The same meters, those that are asked less often. */
  static GatewayConfig slow(GatewayConfig config, Installation installation) {
    List<MeterConfig> meters = new ArrayList<>();
    for (MeterConfig meter : config.meters()) {
      Map<String, Secret> options = new LinkedHashMap<>(meter.options());
      boolean isAsked =
          installation.plugins().driver(meter.driver()).orElseThrow().info().options().stream()
              .anyMatch(option -> option.name().equals(INTERVAL));
      if (isAsked) {
        options.put(INTERVAL, new Secret(EVERY.toMinutes() + "min"));
      }
      meters.add(
          new MeterConfig(meter.name(), meter.driver(), meter.link(), options, meter.location()));
    }
    return new GatewayConfig(
        Path.of("demo"),
        config.name(),
        config.timeZone(),
        meters,
        List.of(),
        config.journal(),
        Optional.empty(),
        List.of());
  }

  private void show(Gateway gateway, StopSignal stopSignal) throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    gateway.page().ifPresent(page -> out.println("The status page is at " + page));
    out.println("The meters are emulated; Ctrl-C ends the demo.");
    out.flush();
    ReadingLines lines = new ReadingLines(out, ZoneId.systemDefault());
    gateway.listen(stored -> lines.print(stored.reading()));
    while (!stopSignal.reached()) {
      stopSignal.await(StopSignal.TICK);
      if (lines.closed()) {
        throw new OutputClosedException();
      }
    }
  }

  private static CommandException fault(String sentence) {
    return new CommandException(CommandException.FAULT, sentence);
  }

  private GatewayConfig config(Installation installation, Path scratch) {
    List<MeterConfig> meters = new ArrayList<>();
    for (EmulatorProvider emulator : installation.plugins().emulators()) {
      if (installation.plugins().driver(emulator.info().driver()).isPresent()) {
        meters.add(meter(emulator));
      }
    }
    return new GatewayConfig(
        Path.of("demo"),
        "demo",
        ZoneId.systemDefault(),
        meters,
        List.of(),
        new JournalConfig(
            scratch.resolve("journal.db"),
            Duration.ofSeconds(60),
            JournalConfig.KEEP_RAW,
            JournalConfig.MAX_SIZE,
            Duration.ZERO),
        Optional.of(new WebConfig("127.0.0.1", port)),
        List.of());
  }

  private static MeterConfig meter(EmulatorProvider emulator) {
    String id = emulator.info().id();
    try {
      return new MeterConfig(
          id,
          emulator.info().driver(),
          LinkUri.parse("emulator:" + id),
          emulator.driverOptions(Options.of(emulator.info().options(), Map.of())),
          new Location(Path.of("demo"), 0, "meters." + id));
    } catch (OptionException e) {
      throw new IllegalStateException("an emulator must accept an empty set of options", e);
    }
  }
}
