// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.recording.RecordingLink;
import org.metergate.spi.time.SystemTime;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Plays a recording out of a port, for Metergate or any other program to read. */
@Command(
    name = "replay",
    description = {
      "Plays a recording on a TCP port or a pseudo-terminal, at its own pace or faster.",
      "The gateway itself reads a recording through the link replay:FILE."
    })
final class ReplayCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "A recording.")
  private Path file;

  @Option(names = "--speed", paramLabel = "FACTOR", description = "1 by default; 10 is faster.")
  private double speed = 1;

  @Option(names = "--wait", description = "Begin when the first client has connected.")
  private boolean wait;

  @Mixin private OutletOptions outlets;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    if (!(speed > 0)) {
      throw new CommandException(CommandException.USAGE, "--speed must be more than 0.");
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
        Outlet outlet = outlets.open()) {
      spec.commandLine().getErr().println("Replaying " + file + " on " + outlet.link());
      SystemTime time = new SystemTime();
      while (wait && !outlet.wire().connected()) {
        time.pause(Duration.ofMillis(20));
      }
      try (RecordingLink recording = Recordings.link(file.toString(), in, time, speed)) {
        pump(recording, outlet.wire());
      }
    } catch (IOException e) {
      throw new CommandException(
          CommandException.FAULT,
          "The recording " + file + " cannot be read: " + DecodeCommand.reason(e) + ".");
    }
    return 0;
  }

  private void pump(ByteLink recording, TcpOutlet outlet) throws InterruptedException {
    byte[] chunk = new byte[1024];
    try {
      while (true) {
        int count = recording.read(chunk, Duration.ofSeconds(1));
        if (count > 0) {
          outlet.send(Arrays.copyOf(chunk, count));
        }
      }
    } catch (LinkLostException e) {
      spec.commandLine().getErr().println(Program.load().messages().sentence(e.finding()));
    }
  }
}
