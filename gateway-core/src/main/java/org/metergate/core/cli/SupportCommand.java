// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.metergate.setup.support.Bundle;
import org.metergate.setup.support.BundleEntry;
import org.metergate.setup.support.BundleFile;
import org.metergate.setup.support.SecretSearch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a bundle for a bug report. */
@Command(
    name = "support",
    description = {
      "Writes a bundle for a bug report, without keys and passwords.",
      "Numbers of meters, addresses and names of machines become pseudonyms, except in recordings,"
          + " which are made only with your consent. Nothing is sent."
    },
    footer = {
      "",
      "Exit codes: 0 written, 1 it could not be, 2 wrong usage.",
      "",
      "Examples:",
      "  metergate support report.zip",
      "  metergate support -c /etc/metergate/gateway.yaml --with-traffic report.zip"
    })
final class SupportCommand implements Callable<Integer> {
  private static final String INTRODUCTION =
      """
      A bundle for a bug report about Metergate. Look into it before you send it.

      Keys and passwords are left out. Numbers, addresses and names of machines and users are
      replaced by pseudonyms; the same thing always has the same one.
      Recordings, if there are any, are as they came over the wire: they show the number of the
      meter, and where the meter does not encrypt also its readings.
      To replay one: metergate decode --driver DRIVER recording-1.rec (drivers.txt lists them)
      """;

  private static final String CONSENT =
      """
      Most faults can only be found with a recording of what the meter sends. It takes two
      minutes. A meter that does not encrypt shows its readings in it, and every meter its
      number. Keys are never in it.""";

  @Mixin private ConfigFile config;

  @Parameters(
      paramLabel = "FILE",
      description = "A new file, such as report.zip; an existing one is never overwritten.")
  private Path file;

  @Option(
      names = "--with-traffic",
      description = "Add two minutes of recording of each meter, without asking.")
  private boolean withTraffic;

  @Option(
      names = {"-y", "--yes"},
      description = "Write without asking; this alone records nothing.")
  private boolean yes;

  @Option(
      names = "--seconds",
      paramLabel = "SECONDS",
      hidden = true,
      description = "The length of a recording, 1 to 300; 120 by default.")
  private int seconds = 120;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    refuseWrongFile();
    Installation installation = Installation.find();
    SupportParts parts = new SupportParts(config.path(), installation);
    installation.messages().redact(parts.redaction()::hide);
    boolean traffic = withTraffic || !yes && asked(CONSENT + "\nRecord?", false);
    List<BundleEntry> entries = new ArrayList<>(parts.collect());
    if (traffic) {
      Duration length = Duration.ofSeconds(Math.max(1, Math.min(300, seconds)));
      entries.addAll(new SupportRecordings(parts, installation, length, err).record());
    }
    UnaryOperator<String> hidden = parts.redaction()::hide; // also a password like our own words
    Bundle bundle =
        new Bundle(
            entries.stream()
                .map(one -> new BundleEntry(one.name(), hidden.apply(one.why()), one.bytes()))
                .toList());
    byte[] zip = zip(bundle, parts);
    out.println(file + " will contain:");
    bundle.list().forEach(line -> out.println("  " + line));
    if (!traffic) {
      out.println("It has no recording; --with-traffic adds two minutes of each meter.");
    }
    out.flush();
    if (!yes && !asked("Write it?", true)) {
      out.println("Nothing was written.");
      return CommandException.FAULT;
    }
    write(zip);
    out.println(
        "Written: "
            + file
            + ", "
            + zip.length
            + " bytes, readable for you alone. Look into it before you send it.");
    return 0;
  }

  private void refuseWrongFile() {
    if (Files.isDirectory(file)) {
      throw new CommandException(CommandException.USAGE, file + " is a folder; name a new file.");
    }
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw exists();
    }
    Path folder = file.toAbsolutePath().getParent();
    if (!Files.isDirectory(folder)) {
      throw new CommandException(CommandException.USAGE, "There is no folder " + folder + ".");
    }
  }

  private CommandException exists() {
    return new CommandException(
        CommandException.USAGE, file + " exists already; a bundle never overwrites a file.");
  }

  private static byte[] zip(Bundle bundle, SupportParts parts) {
    try {
      byte[] zip =
          bundle.zip(
              new SecretSearch(parts.redaction().secrets()), parts.redaction().hide(INTRODUCTION));
      if (zip.length > Bundle.MOST_BYTES) {
        throw new CommandException(
            CommandException.FAULT,
            "The bundle would be larger than 2 MB; try it without --with-traffic.");
      }
      return zip;
    } catch (Bundle.SecretFound e) {
      throw new CommandException(CommandException.FAULT, e.getMessage());
    }
  }

  private void write(byte[] zip) {
    try {
      BundleFile.write(file, zip);
    } catch (FileAlreadyExistsException e) {
      throw exists();
    } catch (IOException e) {
      throw new CommandException(
          CommandException.FAULT, file + " cannot be written: " + FileErrorText.reason(e) + ".");
    }
  }

  /** Asks a person at a terminal; where there is none, returns what holds without a person. */
  private static boolean asked(String question, boolean withoutTerminal) {
    Console console = System.console();
    if (console == null) {
      return withoutTerminal;
    }
    String answer = console.readLine("%s [y/N] ", question);
    if (answer == null) {
      return withoutTerminal; // newer Java has a console also where there is no terminal
    }
    return answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
  }
}
