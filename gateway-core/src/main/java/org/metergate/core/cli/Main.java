// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Where the program begins. */
@Command(
    name = "metergate",
    description =
        "Reads Kamstrup meters over a cable and brings every reading to where it is used.",
    mixinStandardHelpOptions = false,
    subcommands = {
      RunCommand.class,
      DemoCommand.class,
      DecodeCommand.class,
      RecordCommand.class,
      ReplayCommand.class,
      EmulateCommand.class,
      DriversCommand.class,
      CheckCommand.class,
      ExportCommand.class,
      VersionCommand.class,
      CommandLine.HelpCommand.class
    })
public final class Main {
  // held so that their levels are not collected away
  private static final Logger JETTY = Logger.getLogger("org.eclipse.jetty");

  private Main() {}

  /**
   * Runs a command and ends the program with its exit code: 0 well, 1 faults, 2 wrong usage.
   *
   * @param words the command and its arguments.
   */
  public static void main(String[] words) {
    System.setProperty("java.util.logging.SimpleFormatter.format", "%1$tF %1$tT %4$s %5$s%6$s%n");
    JETTY.setLevel(Level.WARNING);
    int exitCode = commandLine().execute(words);
    System.out.flush();
    System.exit(exitCode);
  }

  /** The command line, for tests too. */
  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Main());
    line.setExecutionExceptionHandler(Main::sentence);
    line.setParameterExceptionHandler(
        (e, words) -> {
          e.getCommandLine().getErr().println("metergate: " + e.getMessage());
          e.getCommandLine().getErr().println("Try: metergate help " + name(e.getCommandLine()));
          return CommandException.USAGE;
        });
    return line;
  }

  private static String name(CommandLine line) {
    return line.getParent() == null ? "" : line.getCommandName();
  }

  private static int sentence(Exception e, CommandLine line, CommandLine.ParseResult words)
      throws Exception {
    if (e instanceof CommandException command) {
      line.getErr().println("metergate: " + command.getMessage());
      return command.exitCode();
    }
    throw e;
  }
}
