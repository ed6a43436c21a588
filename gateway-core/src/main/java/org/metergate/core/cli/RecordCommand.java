// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.Host;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkException;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.link.LinkProvider;
import org.metergate.spi.link.LinkUri;
import org.metergate.spi.option.Durations;
import org.metergate.spi.recording.RecordingEvent;
import org.metergate.spi.recording.RecordingWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes what arrives on a link to a file, with its times; each piece is on disk when it came. */
@Command(
    name = "record",
    description = {
      "Records raw traffic with its times, until Ctrl-C, the given time or the loss of the link.",
      "The recording holds what the meter sent: encrypted telegrams stay encrypted."
    })
final class RecordCommand implements Callable<Integer> {
  private static final Duration TICK = Duration.ofMillis(500);

  @Parameters(index = "0", paramLabel = "LINK", description = "For example serial:/dev/ttyUSB0.")
  private String link;

  @Parameters(index = "1", paramLabel = "FILE", description = "A new file.")
  private Path file;

  @Option(
      names = "--settings",
      paramLabel = "SETTINGS",
      description = "The line setting; '2400 8N1' by default.")
  private String settings = "2400 8N1";

  @Option(names = "--request", description = "Raise the request line of a P1 port.")
  private boolean request;

  @Option(names = "--for", paramLabel = "DURATION", description = "For example 10min.")
  private String duration;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    Program program = Program.load();
    LineSettings line =
        LineSettings.parse(settings)
            .orElseThrow(() -> wrong("--settings is like '2400 8N1', not '" + settings + "'."));
    Host host = new SystemHost();
    long end =
        duration == null
            ? Long.MAX_VALUE
            : host.nanos()
                + Durations.parse(duration)
                    .orElseThrow(() -> wrong("--for is like 10min, not '" + duration + "'."))
                    .toNanos();
    LinkUri uri = uri();
    try (ByteLink open = provider(program, uri).open(uri, line, host);
        Writer out =
            Files.newBufferedWriter(
                file, StandardCharsets.US_ASCII, StandardOpenOption.CREATE_NEW)) {
      record(open, line, host, out, end);
    } catch (LinkException e) {
      throw new CommandException(CommandException.FAULT, say(program, e.finding()));
    } catch (LinkLostException e) {
      spec.commandLine().getErr().println("metergate: " + say(program, e.finding()));
    } catch (FileAlreadyExistsException e) {
      throw wrong(file + " exists already; a recording never overwrites a file.");
    } catch (IOException e) {
      throw new CommandException(
          CommandException.FAULT,
          "The recording " + file + " cannot be written: " + DecodeCommand.reason(e) + ".");
    }
    return 0;
  }

  private void record(ByteLink open, LineSettings line, Host host, Writer out, long end)
      throws IOException, InterruptedException {
    RecordingWriter recording = new RecordingWriter(out);
    recording.comment("begun " + host.now() + " on " + link);
    recording.write(new RecordingEvent.Settings(0, line));
    if (request && open.request(true)) {
      recording.write(new RecordingEvent.Request(0, true));
    }
    PrintWriter err = spec.commandLine().getErr();
    err.println("Recording " + link + " to " + file + "; Ctrl-C ends it.");
    byte[] chunk = new byte[4096];
    long begin = host.nanos();
    long bytes = 0;
    while (host.nanos() < end) {
      int count = open.read(chunk, TICK);
      long at = host.nanos() - begin;
      if (count > 0) {
        recording.write(new RecordingEvent.Received(at, Arrays.copyOf(chunk, count)));
        out.flush();
        bytes += count;
      }
    }
    recording.write(new RecordingEvent.Silence(host.nanos() - begin));
    err.println(bytes + " bytes recorded.");
  }

  private LinkUri uri() {
    try {
      return LinkUri.parse(link);
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }

  private static LinkProvider provider(Program program, LinkUri uri) {
    return program
        .plugins()
        .link(uri.scheme())
        .orElseThrow(
            () -> Program.unknown("kind of link", uri.scheme(), program.plugins().linkSchemes()));
  }

  private static String say(Program program, org.metergate.spi.finding.Finding finding) {
    return program.messages().sentence(finding)
        + program.messages().nextStep(finding).map(next -> " " + next).orElse("");
  }

  private static CommandException wrong(String sentence) {
    return new CommandException(CommandException.USAGE, sentence);
  }
}
