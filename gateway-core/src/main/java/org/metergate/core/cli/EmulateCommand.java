// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.metergate.recording.LinePump;
import org.metergate.spi.emulator.ByteEmulatorProvider;
import org.metergate.spi.emulator.EmulatedMeter;
import org.metergate.spi.emulator.EmulatorProvider;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.option.Options;
import org.metergate.spi.option.Secret;
import org.metergate.spi.time.TimeSource;
import org.metergate.time.SystemTime;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs an emulated meter on a port, at the speed of its line, for this or any other program. */
@Command(
    name = "emulate",
    description = {
      "Runs an emulated meter on a TCP port or a pseudo-terminal.",
      "It sends at the speed of its line. Prints the configuration that reads it,",
      "including its keys: they protect nothing."
    },
    footer = {
      "",
      "'metergate drivers --help-options' lists the meters and their options.",
      "",
      "Examples:",
      "  metergate emulate omnipower --tcp 2000",
      "  metergate emulate omnipower --pty /tmp/meter --option flip-rate=0.001"
    })
final class EmulateCommand implements Callable<Integer> {
  @Parameters(paramLabel = "METER", description = "For example omnipower.")
  private String meter;

  @Option(
      names = "--option",
      paramLabel = "NAME=VALUE",
      description = "An option of the emulated meter; may be repeated.")
  private List<String> args = new ArrayList<>();

  @Mixin private EmulatorPortOptions portOptions;
  @Mixin private EndOptions endOptions;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    if (!(Installation.load(spec.commandLine().getErr()).emulator(meter)
        instanceof ByteEmulatorProvider emulator)) {
      throw new CommandException(
          CommandException.USAGE,
          "The emulated meter '"
              + meter
              + "' has pulse outputs, which a port cannot carry; the gateway reads it through the"
              + " link emulator:"
              + meter
              + ".");
    }
    TimeSource time = new SystemTime();
    try {
      Options options = Options.of(emulator.info().options(), Installation.pairs(args));
      EmulatedMeter emulatedMeter = emulator.create(options, time);
      try (StopSignal stopSignal = endOptions.begin(time);
          EmulatorPort emulatorPort = portOptions.open()) {
        configuration(emulator, options, emulatorPort.link());
        pump(emulatedMeter, emulatorPort.wire(), time, stopSignal);
      }
      return 0;
    } catch (OptionException e) {
      throw new CommandException(CommandException.USAGE, e.getMessage());
    }
  }

  /** The keys of an emulated meter are not secret: without them it could not be read. */
  private void configuration(EmulatorProvider emulator, Options options, String link)
      throws OptionException {
    PrintWriter out = spec.commandLine().getOut();
    out.println("# " + emulator.info().title() + ", emulated; Ctrl-C ends it");
    out.println("meters:");
    out.println("  " + meter + ":");
    out.println("    driver: " + emulator.info().driver());
    out.println("    link: \"" + link + "\"");
    Map<String, Secret> driverOptions = emulator.driverOptions(options);
    if (!driverOptions.isEmpty()) {
      out.println("    options:");
      driverOptions.forEach((name, value) -> out.println("      " + name + ": " + value.reveal()));
    }
    out.flush();
  }

  private void pump(
      EmulatedMeter emulatedMeter,
      TcpEmulatorPort emulatorPort,
      TimeSource time,
      StopSignal stopSignal)
      throws InterruptedException {
    LinePump pump = new LinePump(emulatedMeter);
    byte[] chunk = new byte[1024];
    // neither kind of port has a request line: it is always on
    emulatedMeter.request(true, time.nanos());
    while (!stopSignal.reached()) {
      long now = time.nanos();
      int count = pump.take(now, chunk);
      if (count > 0) {
        emulatorPort.send(Arrays.copyOf(chunk, count));
      }
      long next = Math.max(0, pump.nextNanos() - now);
      byte[] received = emulatorPort.receive(stopSignal.atMost(Duration.ofNanos(next)).toNanos());
      if (received != null) {
        // a pseudo-terminal and a network are faster than the meter's line
        long onTheLine = received.length * emulatedMeter.settings().byteNanos();
        emulatedMeter.receive(received, time.nanos() + onTheLine);
      }
    }
  }
}
