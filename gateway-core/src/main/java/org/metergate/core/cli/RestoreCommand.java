// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.metergate.config.BackupText;
import org.metergate.core.backup.BackupException;
import org.metergate.core.backup.Restore;
import org.metergate.core.backup.Restore.Restored;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts a backup back. */
@Command(
    name = "restore",
    description = {
      "Puts a backup back while no gateway runs.",
      "All of it is checked first; what was there is kept beside it."
    },
    footer = {
      "",
      "The configuration goes to -c FILE, the journal to where that configuration has",
      "it. Readings since the backup are missing and stay missing. Totals counted from",
      "pulses are withheld until 'metergate adjust' sets them.",
      "",
      "Exit codes: 0 restored, 1 not restored, 2 wrong usage.",
      "",
      "Examples:",
      "  metergate restore metergate.tar -c /etc/metergate/gateway.yaml",
      "  metergate restore metergate.tar --to look-at-it"
    })
final class RestoreCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "Written by 'metergate backup'.")
  private Path file;

  @Mixin private ConfigFile config;

  @Option(
      names = "--journal",
      paramLabel = "FILE",
      description = "Put the journal there, wherever the configuration has it.")
  private Path journal;

  @Option(
      names = "--keep-config",
      description = "Restore the journal alone; the configuration that is there stays.")
  private boolean keepConfig;

  @Option(
      names = "--to",
      paramLabel = "FOLDER",
      description = "Only unpack it into a new folder, to look at it.")
  private Path folder;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try {
      if (folder != null) {
        Instant made = Restore.unpack(file, folder);
        out.println("The backup of " + made + " was unpacked into " + folder + ".");
        return 0;
      }
      Path place = journal == null && keepConfig ? config.journal() : journal;
      Restore.Target target =
          new Restore.Target(config.path(), Optional.ofNullable(place), keepConfig);
      show(Restore.run(file, target, Instant.now(), step -> {}), out);
      return 0;
    } catch (BackupException e) {
      throw new CommandException(CommandException.FAULT, e.getMessage());
    }
  }

  private void show(Restored done, PrintWriter out) {
    out.println("The gateway '" + done.gateway() + "' is as it was at " + done.time() + ".");
    out.println(
        "The journal is "
            + done.journal()
            + "; its next reading has the number "
            + done.restored().firstId()
            + " or a higher one.");
    done.kept().forEach(sentence -> out.println(sentence + "."));
    if (!done.needed().isEmpty()) {
      out.println("Before it can start, the configuration needs:");
      done.needed().forEach(needed -> out.println("  " + line(needed)));
      out.println("'metergate keys METER' sets the keys of a meter.");
    }
    new TreeMap<>(done.restored().confirmed())
        .forEach((meter, totals) -> totals.forEach(one -> out.println(confirmed(meter, one))));
    new TreeMap<>(done.restored().withheld())
        .forEach((meter, totals) -> totals.forEach(one -> out.println(withheld(meter, one))));
    out.println(
        "Then 'metergate check' looks at it, and 'metergate run' or the service starts it.");
  }

  private static String confirmed(String meter, String quantity) {
    return "The "
        + quantity
        + " of "
        + meter
        + " goes on from its newest total in the journal that was there; if pulses were missed"
        + " since, 'metergate adjust "
        + meter
        + " READING --quantity "
        + quantity
        + "' sets it.";
  }

  private static String withheld(String meter, String quantity) {
    return "The "
        + quantity
        + " of "
        + meter
        + " is withheld until it is set to what the meter shows: 'metergate adjust "
        + meter
        + " READING --quantity "
        + quantity
        + "'.";
  }

  private static String line(BackupText.Needed needed) {
    return needed
        .at()
        .problem(
            needed.file() == null
                ? "this key or password was left out of the backup; write it here."
                : "the file " + needed.file() + " is not there; put it there again.");
  }
}
