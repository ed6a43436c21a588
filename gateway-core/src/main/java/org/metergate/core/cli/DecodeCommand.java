// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.metergate.recording.EdgeRecordingLink;
import org.metergate.recording.RecordingReader;
import org.metergate.spi.driver.ByteDriver;
import org.metergate.spi.driver.EdgeDriver;
import org.metergate.spi.driver.MeterDriver;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.link.LinkLostException;
import org.metergate.time.VirtualTime;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Decodes a captured stream: prints one JSON object per line for each reading, and a summary on
 * standard error.
 */
@Command(
    name = "decode",
    description = {
      "Decodes captured traffic: recordings, raw bytes, hexadecimal.",
      "Prints one JSON object per line for each reading; a summary goes to standard",
      "error."
    },
    footer = {
      "",
      "Exit codes: 0 all good, 1 faults or no reading, 2 wrong usage.",
      "",
      "Examples:",
      "  metergate decode --driver omnipower-dlms capture.rec",
      "  metergate decode --driver omnipower-dlms \\",
      "    --option encryption-key=$(cat keys/gpk60) capture.hex",
      "  nc serial-server 2000 | metergate decode --driver omnipower-dlms -"
    })
final class DecodeCommand implements Callable<Integer> {
  @Option(
      names = "--driver",
      required = true,
      paramLabel = "ID",
      description = "The driver that decodes it; 'metergate drivers' lists them.")
  private String driver;

  @Option(
      names = "--option",
      paramLabel = "NAME=VALUE",
      description = "An option of the driver, such as a key; may be repeated.")
  private List<String> options = new ArrayList<>();

  @Option(
      names = "--hex",
      description =
          "The file is hexadecimal text, also where it does not begin so; '#' begins a comment.")
  private boolean hex;

  @Option(
      names = "--meter",
      paramLabel = "NAME",
      description = "The meter's name in the output; 'meter' by default.")
  private String meter = "meter";

  @Parameters(paramLabel = "FILE", description = "The capture, or - for standard input.")
  private Path file;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    Installation installation = Installation.load(err);
    MeterDriver reader = installation.driver(driver, Installation.meterName(meter), options);
    VirtualTime time = new VirtualTime(Instant.now());
    OfflineSession session =
        new OfflineSession(installation.driver(driver), time, spec.commandLine().getOut());
    if (reader instanceof EdgeDriver counting) {
      count(counting, session, time);
      session.summarise(err, installation.messages());
      return session.allGood() ? 0 : CommandException.FAULT;
    }
    try (Capture capture = Capture.open(file, hex, time)) {
      play((ByteDriver) reader, capture, session); // the only other kind
      session.summarise(err, installation.messages());
      Optional<String> failure = capture.failure();
      if (failure.isPresent()) {
        throw new CommandException(CommandException.FAULT, failure.get());
      }
      if (session.readings() == 0 && session.hasNoFindings()) {
        throw new CommandException(CommandException.FAULT, capture.emptyReason());
      }
    } catch (IOException e) {
      throw new CommandException(
          CommandException.FAULT,
          "The file " + file + " cannot be read: " + FileErrorText.reason(e) + ".");
    }
    return session.allGood() ? 0 : CommandException.FAULT;
  }

  /** Decodes pulses, whose times only a recording keeps. */
  private void count(EdgeDriver reader, OfflineSession session, VirtualTime time)
      throws InterruptedException {
    String name = file.toString();
    try (InputStream in =
        new BufferedInputStream(name.equals("-") ? System.in : Capture.input(file))) {
      RecordingReader recording = Recordings.reader(name, in);
      reader.session(
          new EdgeRecordingLink(name, reader.lines(), recording::next, time, 1), session);
    } catch (LinkLostException e) {
      if (!e.finding().code().equals(LinkFindings.END_OF_INPUT)) {
        session.meter(meter).find(e.finding());
      }
    } catch (IOException e) {
      throw new CommandException(
          CommandException.FAULT,
          "The file " + file + " cannot be read: " + FileErrorText.reason(e) + ".");
    }
  }

  private void play(ByteDriver reader, Capture capture, OfflineSession session)
      throws InterruptedException {
    try {
      reader.listen(capture.link(), session);
    } catch (LinkLostException e) {
      if (!e.finding().code().equals(LinkFindings.END_OF_INPUT)) {
        session.meter(meter).find(e.finding());
      }
    }
  }
}
