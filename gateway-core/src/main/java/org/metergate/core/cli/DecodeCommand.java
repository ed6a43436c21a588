// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.metergate.spi.driver.MeterDriver;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.time.VirtualTime;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Decodes a captured stream: one JSON object a line for each reading, a summary on standard error.
 */
@Command(
    name = "decode",
    description = {
      "Decodes captured traffic offline: raw bytes, hexadecimal text or a recording.",
      "Prints one JSON object a line for each reading; the summary goes to standard error.",
      "Exit code: 0 all good, 1 faults or no reading, 2 wrong usage."
    })
final class DecodeCommand implements Callable<Integer> {
  @Option(names = "--driver", required = true, paramLabel = "ID", description = "See: drivers.")
  private String driver;

  @Option(
      names = "--option",
      paramLabel = "NAME=VALUE",
      description = "An option of the driver; may be repeated.")
  private List<String> options = new ArrayList<>();

  @Option(names = "--hex", description = "The file is hexadecimal text.")
  private boolean hex;

  @Option(
      names = "--meter",
      paramLabel = "NAME",
      description = "The meter's name in the output; 'meter' by default.")
  private String meter = "meter";

  @Parameters(paramLabel = "FILE", description = "The capture, or - for standard input.")
  private String file;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    Program program = Program.load();
    MeterDriver reader = program.driver(driver, meter, options);
    PrintWriter out = spec.commandLine().getOut();
    VirtualTime time = new VirtualTime(Instant.now());
    OfflineSession session = new OfflineSession(time, out);
    try (InputStream in = new BufferedInputStream(open(), 1 << 16)) {
      ByteLink link = link(in, time);
      play(reader, link, session);
      out.flush();
      session.summarise(spec.commandLine().getErr(), program.messages());
      if (link instanceof StreamLink stream && stream.failure() != null) {
        throw new CommandException(CommandException.FAULT, stream.failure().getMessage());
      }
    } catch (IOException e) {
      throw new CommandException(
          CommandException.FAULT, "The file " + file + " cannot be read: " + reason(e) + ".");
    }
    return session.allGood() ? 0 : CommandException.FAULT;
  }

  private void play(MeterDriver reader, ByteLink link, OfflineSession session)
      throws InterruptedException {
    try {
      reader.session(link, session);
    } catch (LinkLostException e) {
      if (!e.finding().code().equals(LinkFindings.END_OF_INPUT)) {
        session.find(meter, e.finding());
      }
    }
  }

  private InputStream open() throws IOException {
    if (file.equals("-")) {
      return System.in;
    }
    Path path = Path.of(file);
    if (Files.isDirectory(path)) {
      throw new CommandException(CommandException.FAULT, file + " is a folder, not a capture.");
    }
    return Files.newInputStream(path);
  }

  private ByteLink link(InputStream in, VirtualTime time) throws IOException {
    if (!hex && Recordings.beginsLikeOne(in)) {
      return Recordings.link(file, in, time, 1);
    }
    return new StreamLink(hex ? new HexInput(in, file) : in, file, time);
  }

  static String reason(IOException e) {
    if (e instanceof java.nio.file.NoSuchFileException) {
      return "there is no such file";
    }
    if (e instanceof java.nio.file.AccessDeniedException) {
      return "you may not read it";
    }
    return String.valueOf(e.getMessage());
  }
}
