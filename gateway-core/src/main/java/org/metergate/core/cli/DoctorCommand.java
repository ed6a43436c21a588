// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.metergate.config.ConfigDraft;
import org.metergate.config.ConfigException;
import org.metergate.core.control.Plural;
import org.metergate.health.MessageCatalogue;
import org.metergate.setup.doctor.CheckResult;
import org.metergate.setup.doctor.CheckResult.Outcome;
import org.metergate.setup.doctor.Doctor;
import org.metergate.setup.doctor.DoctorJson;
import org.metergate.setup.doctor.LiveMachine;
import org.metergate.setup.doctor.Machine;
import org.metergate.setup.doctor.MachineFacts;
import org.metergate.setup.doctor.Scope;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Examines this machine. */
@Command(
    name = "doctor",
    description = {
      "Examines this machine: ports, permissions, disk, clock.",
      "It looks at board, console, Bluetooth, adapters, power and Java too. It only reads, needs no"
          + " special rights, and opens no port. With a configuration it looks only at"
          + " what that uses."
    },
    footer = {
      "",
      "Exit codes: 0 nothing is wrong, 1 something is, 2 wrong usage.",
      "",
      "Examples:",
      "  metergate doctor",
      "  metergate doctor -c /etc/metergate/gateway.yaml"
    })
final class DoctorCommand implements Callable<Integer> {
  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "Look at what this configuration uses; by default at all ports.")
  private Path config;

  @Option(names = "--json", description = "Print one JSON object for programs.")
  private boolean json;

  @Option(
      names = "--root",
      paramLabel = "FOLDER",
      hidden = true,
      description = "The folder with the files of the machine; / by default.")
  private Path root = Path.of("/");

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Machine machine = new LiveMachine(root);
    List<CheckResult> results = Doctor.examine(machine, scope());
    MessageCatalogue messages = SetupMessages.catalogue();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(
          DoctorJson.of(MachineFacts.of(machine), results, messages::sentence, messages::nextStep));
    } else {
      print(out, MachineFacts.of(machine), results, messages);
    }
    return results.stream().anyMatch(result -> result.outcome() == Outcome.WRONG)
        ? CommandException.FAULT
        : 0;
  }

  private Scope scope() {
    if (config == null) {
      return Scope.everything();
    }
    try {
      ConfigDraft draft = ConfigDraft.read(config);
      if (!draft.problems().isEmpty()) {
        spec.commandLine()
            .getErr()
            .println(
                "metergate: warning: "
                    + config
                    + " has mistakes, which 'metergate check' lists; what can be read of it is"
                    + " used.");
      }
      return ExaminedParts.of(draft.config());
    } catch (ConfigException e) {
      throw CommandException.lines(CommandException.USAGE, e.problems());
    }
  }

  /** Prints what is wrong first, then what to know, and last what could not be checked. */
  static void print(
      PrintWriter out,
      Map<String, String> facts,
      List<CheckResult> results,
      MessageCatalogue messages) {
    out.println(
        "This machine: "
            + facts.entrySet().stream().map(DoctorCommand::fact).collect(Collectors.joining(", ")));
    for (Outcome outcome : List.of(Outcome.WRONG, Outcome.NOTE, Outcome.UNKNOWN)) {
      results.stream()
          .filter(result -> result.outcome() == outcome)
          .forEach(result -> print(out, result, messages));
    }
    String good =
        results.stream()
            .filter(result -> result.outcome() == Outcome.GOOD)
            .map(result -> result.topic().title())
            .distinct()
            .collect(Collectors.joining(", "));
    out.println();
    out.println("Good: " + (good.isEmpty() ? "nothing" : good) + ".");
    long wrong = count(results, Outcome.WRONG);
    long unknown = count(results, Outcome.UNKNOWN);
    out.println(
        (wrong == 0 ? "Nothing is wrong" : Plural.of(wrong, "thing") + " to put right")
            + (unknown == 0 ? "." : "; " + Plural.of(unknown, "check") + " could not be made."));
  }

  private static String fact(Map.Entry<String, String> fact) {
    return switch (fact.getKey()) {
      case "kernel" -> "kernel " + fact.getValue();
      case "java" -> "Java " + fact.getValue();
      default -> fact.getValue();
    };
  }

  private static long count(List<CheckResult> results, Outcome outcome) {
    return results.stream().filter(result -> result.outcome() == outcome).count();
  }

  private static void print(PrintWriter out, CheckResult result, MessageCatalogue messages) {
    String word =
        switch (result.outcome()) {
          case WRONG -> "wrong";
          case NOTE -> "note";
          case UNKNOWN -> "not checked";
          case GOOD -> "good";
        };
    out.println();
    out.println(
        word
            + " ("
            + result.topic().title()
            + "): "
            + messages.sentence(result.finding().orElseThrow()));
    messages.nextStep(result.finding().get()).ifPresent(step -> out.println("  To do: " + step));
  }
}
