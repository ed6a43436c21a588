// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.metergate.config.ConfigDraft;
import org.metergate.config.ConfigException;
import org.metergate.config.GatewayConfig;
import org.metergate.core.backup.BackupContents;
import org.metergate.core.backup.BackupException;
import org.metergate.core.backup.BackupWriter;
import org.metergate.core.backup.JournalSources;
import org.metergate.core.gateway.GatewayPlan;
import org.metergate.time.SystemTime;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a backup of the gateway into one file. */
@Command(
    name = "backup",
    description = {
      "Writes the journal and the configuration into one file.",
      "The gateway goes on meanwhile, if it runs.",
      "Keys and passwords are left out, as are the accounts of the page."
    },
    footer = {
      "",
      "'metergate restore FILE' puts it back. The file is a tar archive, readable for",
      "its owner alone. With 'backup:' in the configuration the gateway makes such a",
      "file every night.",
      "",
      "Exit codes: 0 written, 1 not written, 2 wrong usage.",
      "",
      "Example:",
      "  metergate backup /mnt/usb/metergate.tar -c /etc/metergate/gateway.yaml"
    })
final class BackupCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "FILE",
      description = "A new file; an existing one is only replaced with --force.")
  private Path file;

  @Mixin private ConfigFile config;

  @Option(
      names = "--with-keys",
      description = "Put keys, passwords, accounts and the page's certificate in.")
  private boolean withKeys;

  @Option(names = "--force", description = "Replace an existing file.")
  private boolean force;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try {
      ConfigDraft draft = ConfigDraft.read(config.path());
      BackupContents contents = contents(draft);
      BackupWriter.Written written =
          BackupWriter.write(
              contents,
              JournalSources.ofGateway(draft.config().journal().path()),
              file,
              force,
              Instant.now());
      out.println(
          written.file()
              + " was written: "
              + (written.bytes() + 999_999) / 1_000_000
              + " MB, the journal up to reading "
              + written.copy().newest()
              + ".");
      out.println(
          withKeys
              ? "It has your keys and passwords and is readable for its owner alone (mode 0600);"
                  + " keep it where nobody else reads it."
              : "Keys, passwords and the accounts of the page are not in it (--with-keys puts them"
                  + " in).");
      contents.remarks().forEach(out::println);
      return 0;
    } catch (ConfigException e) {
      throw CommandException.lines(CommandException.USAGE, e.problems());
    } catch (BackupException e) {
      throw new CommandException(CommandException.FAULT, e.getMessage());
    }
  }

  private BackupContents contents(ConfigDraft draft) throws BackupException {
    GatewayConfig read = draft.config();
    if (withKeys) {
      Path journal = read.journal().path().toAbsolutePath();
      List<Path> beside =
          List.of(
              journal.resolveSibling("access.json"),
              journal.resolveSibling("page-certificate.p12"));
      return BackupContents.withKeys(read.name(), config.path(), beside);
    }
    // drivers and outputs know which of their options are secret, whatever their names are
    GatewayPlan.from(draft, Installation.find().plugins(), new SystemTime());
    return BackupContents.withoutKeys(read.name(), config.path(), read.source().redaction());
  }
}
