// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.metergate.core.config.ConfigException;
import org.metergate.core.config.GatewayConfig;
import org.metergate.core.config.JournalConfig;
import org.metergate.core.config.Location;
import org.metergate.core.config.MeterConfig;
import org.metergate.core.config.WebConfig;
import org.metergate.core.gateway.Gateway;
import org.metergate.core.gateway.GatewayException;
import org.metergate.core.gateway.GatewayPlan;
import org.metergate.spi.emulator.EmulatorProvider;
import org.metergate.spi.link.LinkUri;
import org.metergate.spi.option.Durations;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.option.Options;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The whole gateway with an emulated meter for every driver: no hardware, no broker. */
@Command(
    name = "demo",
    description = {
      "Runs the gateway with an emulated meter for every driver and a scratch journal.",
      "Needs no hardware and no broker; shows readings here and on a page."
    })
final class DemoCommand implements Callable<Integer> {
  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Where the page is served; 8080 by default, 0 takes a free one.")
  private int port = 8080;

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      description = "Ends by itself after this time, for example 30s.")
  private String duration;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    Program program = Program.load();
    Optional<Duration> end = end();
    try {
      ScratchFolder scratch = new ScratchFolder();
      try {
        run(program, scratch, end);
      } finally {
        scratch.delete();
      }
      return 0;
    } catch (ConfigException | GatewayException e) {
      throw new CommandException(CommandException.FAULT, e.getMessage());
    } catch (IOException e) {
      throw new CommandException(
          CommandException.FAULT,
          "No scratch folder for the journal can be made: " + e.getMessage() + ".");
    }
  }

  private void run(Program program, ScratchFolder scratch, Optional<Duration> end)
      throws ConfigException, GatewayException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    SystemHost host = new SystemHost();
    GatewayPlan plan = GatewayPlan.of(config(program, scratch.path()), program.plugins(), host);
    Gateway gateway = Gateway.start(plan, program.messages(), host);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  gateway.close();
                  scratch.delete();
                },
                "stop"));
    gateway.page().ifPresent(page -> out.println("The status page is at " + page));
    out.println("The meters are emulated; Ctrl-C ends the demo.");
    out.flush();
    ReadingLines lines = new ReadingLines(out, ZoneId.systemDefault());
    gateway.listen(stored -> lines.print(stored.reading()));
    if (end.isPresent()) {
      gateway.awaitClose(end.get());
      gateway.close();
    } else {
      gateway.awaitClose();
    }
  }

  private Optional<Duration> end() {
    if (duration == null) {
      return Optional.empty();
    }
    Optional<Duration> end = Durations.parse(duration);
    if (end.isEmpty()) {
      throw new CommandException(
          CommandException.USAGE, "--for is like 30s or 10min, not '" + duration + "'.");
    }
    return end;
  }

  private GatewayConfig config(Program program, Path scratch) {
    List<MeterConfig> meters = new ArrayList<>();
    for (EmulatorProvider emulator : program.plugins().emulators()) {
      if (program.plugins().driver(emulator.info().driver()).isPresent()) {
        meters.add(meter(emulator));
      }
    }
    return new GatewayConfig(
        Path.of("demo"),
        "demo",
        ZoneId.systemDefault(),
        meters,
        List.of(),
        new JournalConfig(scratch.resolve("journal.db"), Duration.ofSeconds(60)),
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
      throw new IllegalStateException("no options are always good options", e);
    }
  }
}
