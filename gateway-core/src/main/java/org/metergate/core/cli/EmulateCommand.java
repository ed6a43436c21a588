// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.metergate.spi.emulator.EmulatedMeter;
import org.metergate.spi.emulator.EmulatorProvider;
import org.metergate.spi.emulator.LinePump;
import org.metergate.spi.option.Durations;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.option.Options;
import org.metergate.spi.option.Secret;
import org.metergate.spi.time.SystemTime;
import org.metergate.spi.time.TimeSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** An emulated meter on a port, at the speed of its line, for this program and any other. */
@Command(
    name = "emulate",
    description = {
      "Runs an emulated meter on a TCP port or a pseudo-terminal, at the speed of its line.",
      "Prints the configuration with which it is read. See: drivers --help-options."
    })
final class EmulateCommand implements Callable<Integer> {
  private static final long LONGEST_WAIT = Duration.ofSeconds(1).toNanos();

  @Parameters(paramLabel = "METER", description = "For example omnipower.")
  private String meter;

  @Option(
      names = "--option",
      paramLabel = "NAME=VALUE",
      description = "An option of the emulated meter; may be repeated.")
  private List<String> words = new ArrayList<>();

  @Option(names = "--for", paramLabel = "DURATION", description = "Ends by itself, for example 1h.")
  private String duration;

  @Mixin private OutletOptions outlets;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    Program program = Program.load();
    EmulatorProvider emulator =
        program
            .plugins()
            .emulator(meter)
            .orElseThrow(
                () ->
                    Program.unknown(
                        "emulated meter",
                        meter,
                        program.plugins().emulators().stream().map(e -> e.info().id()).toList()));
    TimeSource time = new SystemTime();
    long end = end(time);
    try (Outlet outlet = outlets.open()) {
      Options options = Options.of(emulator.info().options(), Program.pairs(words));
      EmulatedMeter made = emulator.create(options, time);
      configuration(emulator, options, outlet.link());
      pump(made, outlet.wire(), time, end);
      return 0;
    } catch (OptionException e) {
      throw new CommandException(CommandException.USAGE, e.getMessage());
    } catch (IOException e) {
      throw new CommandException(
          CommandException.FAULT, "The port could not be closed: " + e.getMessage() + ".");
    }
  }

  private long end(TimeSource time) {
    if (duration == null) {
      return Long.MAX_VALUE;
    }
    Optional<Duration> span = Durations.parse(duration);
    if (span.isEmpty()) {
      throw new CommandException(
          CommandException.USAGE, "--for is like 30s or 10min, not '" + duration + "'.");
    }
    return time.nanos() + span.get().toNanos();
  }

  /** The keys of an emulated meter are no secret: without them nobody could read it. */
  private void configuration(EmulatorProvider emulator, Options options, String link) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf("# %s, emulated%n", emulator.info().title());
    out.printf("meters:%n  %s:%n", meter);
    out.printf("    driver: %s%n", emulator.info().driver());
    out.printf("    link: \"%s\"%n", link);
    Map<String, Secret> driverOptions = emulator.driverOptions(options);
    if (!driverOptions.isEmpty()) {
      out.println("    options:");
      driverOptions.forEach((name, value) -> out.printf("      %s: %s%n", name, value.reveal()));
    }
    out.flush();
  }

  private void pump(EmulatedMeter made, TcpOutlet outlet, TimeSource time, long end)
      throws InterruptedException {
    LinePump pump = new LinePump(made);
    byte[] chunk = new byte[1024];
    while (time.nanos() < end) {
      long now = time.nanos();
      int count = pump.take(now, chunk);
      if (count > 0) {
        outlet.send(Arrays.copyOf(chunk, count));
      }
      long wait = Math.min(LONGEST_WAIT, Math.max(0, Math.min(pump.nextNanos(), end) - now));
      byte[] received = outlet.receive(wait);
      if (received != null) {
        made.receive(received, time.nanos());
      }
    }
  }
}
