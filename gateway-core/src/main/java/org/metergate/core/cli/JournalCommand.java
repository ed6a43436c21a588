// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import org.metergate.config.GatewayConfig;
import org.metergate.core.control.Plural;
import org.metergate.journal.JournalCheck;
import org.metergate.journal.JournalException;
import org.metergate.journal.JournalRepair;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks a journal, or repairs a damaged one. */
@Command(
    name = "journal",
    description = {
      "Checks a journal, or repairs a damaged one.",
      "'check' reads every page and every reading, also while the gateway runs, and",
      "changes nothing. 'repair' copies all that can be read into a new file while",
      "no gateway runs, and keeps the damaged file under another name."
    },
    footer = {
      "",
      "Exit codes: 0 the journal is good or was repaired, 1 it is damaged or could",
      "not be repaired, 2 wrong usage.",
      "",
      "Example:",
      "  metergate journal check -c /etc/metergate/gateway.yaml"
    })
final class JournalCommand implements Callable<Integer> {
  private static final String CHECK = "check";
  private static final String REPAIR = "repair";

  @Parameters(paramLabel = "ACTION", description = "Either check or repair.")
  private String action;

  @Mixin private ConfigFile config;

  @Option(
      names = "--journal",
      paramLabel = "FILE",
      description = "The journal file, without a configuration.")
  private Path journal;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (!action.equals(CHECK) && !action.equals(REPAIR)) {
      throw new CommandException(
          CommandException.USAGE, "ACTION must be check or repair, not '" + action + "'.");
    }
    ZoneId zone = ZoneId.systemDefault();
    if (journal == null) {
      GatewayConfig gateway = config.load();
      journal = gateway.journal().path();
      zone = gateway.timeZone();
    }
    try {
      return action.equals(CHECK) ? check(zone) : repair(zone);
    } catch (JournalException e) {
      throw new CommandException(CommandException.FAULT, e.getMessage());
    }
  }

  private int check(ZoneId zone) throws JournalException {
    JournalCheck check = JournalCheck.of(journal, zone);
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        "size: "
            + check.bytes()
            + " bytes, "
            + (check.logBytes() == 0
                ? "no write-ahead log"
                : "and " + check.logBytes() + " bytes of write-ahead log"));
    out.println("readings: " + readings(check));
    out.println(
        "roll-ups: "
            + (check.disagreeing() == 0
                ? "agree with the readings"
                : "do not agree with the readings in "
                    + Plural.of(check.disagreeing(), "quarter")
                    + " of an hour")
            + (check.waiting() == 0
                ? ""
                : "; " + Plural.of(check.waiting(), "reading") + " not in them yet"));
    if (check.isGood()) {
      out.println(journal + " is good.");
      return 0;
    }
    PrintWriter err = spec.commandLine().getErr();
    check.damage().forEach(each -> err.println("metergate: " + journal + ": " + each));
    err.println(
        "metergate: The journal "
            + journal
            + " is damaged; stop the gateway and run 'metergate journal repair'.");
    return CommandException.FAULT;
  }

  private static String readings(JournalCheck check) {
    if (check.first() == 0) {
      return "none";
    }
    return check.readings()
        + ", from id "
        + check.first()
        + check.firstAt().map(at -> " of " + at).orElse("")
        + " to id "
        + check.last()
        + check.lastAt().map(at -> " of " + at).orElse("");
  }

  private int repair(ZoneId zone) throws JournalException {
    JournalRepair repair = JournalRepair.run(journal, zone, Instant.now());
    spec.commandLine()
        .getOut()
        .println(
            repair.path()
                + " was repaired: "
                + Plural.of(repair.saved().readings(), "reading")
                + " recovered; "
                + repair.saved().missing()
                + ". The damaged file is "
                + repair.damaged()
                + ".");
    return 0;
  }
}
