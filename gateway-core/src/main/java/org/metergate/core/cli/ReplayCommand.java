// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.metergate.core.control.Plural;
import org.metergate.recording.RecordingEvent;
import org.metergate.recording.RecordingReader;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.time.TimeSource;
import org.metergate.time.SystemTime;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Plays a recording on a port, for Metergate or any other program to read. */
@Command(
    name = "replay",
    description = {
      "Plays a recording on a TCP port or a pseudo-terminal.",
      "The gateway itself reads a recording through the link replay:FILE."
    },
    footer = {
      "",
      "Examples:",
      "  metergate replay meter.rec --tcp 2000 --wait",
      "  metergate replay meter.rec --pty /tmp/meter --speed 10"
    })
final class ReplayCommand implements Callable<Integer> {
  /** How long the port stays open at the end, so that the last bytes are also read. */
  private static final Duration QUIET_END = Duration.ofSeconds(1);

  @Parameters(paramLabel = "FILE", description = "A recording.")
  private Path file;

  @Option(
      names = "--speed",
      paramLabel = "FACTOR",
      description = "How many times as fast as recorded; 1 by default.")
  private double speed = 1;

  @Option(
      names = "--wait",
      description = "Begin when the first reader has connected; by default at once.")
  private boolean wait;

  @Mixin private EmulatorPortOptions portOptions;
  @Mixin private EndOptions endOptions;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    if (!(speed > 0) || Double.isInfinite(speed)) {
      throw new CommandException(CommandException.USAGE, "--speed must be more than 0.");
    }
    PrintWriter err = spec.commandLine().getErr();
    TimeSource time = new SystemTime();
    try (StopSignal stopSignal = endOptions.begin(time);
        InputStream in = new BufferedInputStream(Capture.input(file))) {
      RecordingReader recording = Recordings.reader(file.toString(), in);
      try (EmulatorPort emulatorPort = portOptions.open()) {
        err.println("Replaying " + file + " on " + emulatorPort.link() + "; Ctrl-C ends it.");
        while (wait && !stopSignal.reached() && !emulatorPort.wire().connected()) {
          time.pause(stopSignal.atMost(Duration.ofMillis(20)));
        }
        long bytes = play(recording, emulatorPort.wire(), time, stopSignal);
        err.println(Plural.of(bytes, "byte") + " replayed.");
      }
      return 0;
    } catch (IOException e) {
      throw new CommandException(
          CommandException.FAULT,
          "The recording " + file + " cannot be read: " + FileErrorText.reason(e) + ".");
    }
  }

  private long play(
      RecordingReader recording, TcpEmulatorPort wire, TimeSource time, StopSignal stopSignal)
      throws IOException, InterruptedException {
    long begin = time.nanos();
    long bytes = 0;
    try {
      for (Optional<RecordingEvent> event = recording.next();
          event.isPresent();
          event = recording.next()) {
        until(begin + (long) (event.get().nanos() / speed), time, stopSignal);
        if (stopSignal.reached()) {
          return bytes;
        }
        if (event.get() instanceof RecordingEvent.Received received) {
          wire.send(received.bytes());
          bytes += received.bytes().length;
        }
      }
      until(time.nanos() + QUIET_END.toNanos(), time, stopSignal);
      return bytes;
    } catch (MalformedException e) {
      throw Recordings.wrong(file.toString(), e);
    }
  }

  private static void until(long nanos, TimeSource time, StopSignal stopSignal)
      throws InterruptedException {
    for (long left = nanos - time.nanos();
        left > 0 && !stopSignal.reached();
        left = nanos - time.nanos()) {
      time.pause(stopSignal.atMost(Duration.ofNanos(left)));
    }
  }
}
