// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.metergate.core.service.JournalStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The entry point of the program. */
@Command(
    name = "metergate",
    description =
        "Reads Kamstrup meters over a cable and delivers every reading to where it is used.",
    synopsisHeading = "Usage: ",
    customSynopsis = "metergate COMMAND [ARGUMENTS]",
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n",
    footer = {
      "",
      "'metergate help COMMAND' explains one of them. With a cable and no configuration",
      "yet: 'metergate ports', then 'metergate probe LINK'.",
      "Exit codes: 0 all good, 1 a fault or nothing found, 2 wrong usage."
    },
    versionProvider = VersionCommand.Provider.class,
    subcommands = {
      RunCommand.class,
      DemoCommand.class,
      PortsCommand.class,
      ProbeCommand.class,
      ScanCommand.class,
      AimCommand.class,
      KeysCommand.class,
      DoctorCommand.class,
      StatusCommand.class,
      LetterCommand.class,
      SupportCommand.class,
      DecodeCommand.class,
      RecordCommand.class,
      ReplayCommand.class,
      EmulateCommand.class,
      DriversCommand.class,
      CheckCommand.class,
      ReloadCommand.class,
      ExportCommand.class,
      JournalCommand.class,
      BackupCommand.class,
      RestoreCommand.class,
      HistoryCommand.class,
      ScaleCommand.class,
      MeterChangeCommand.class,
      AdjustCommand.class,
      BackfillCommand.class,
      PasswordCommand.class,
      TokenCommand.class,
      AlarmCommand.class,
      SchemaCommand.class,
      HomeAssistantCommand.class,
      VersionCommand.class,
      HelpCommand.class
    })
public final class Main {
  // kept in fields, since loggers without a reference lose their levels to the garbage collector
  private static final Logger JETTY = Logger.getLogger("org.eclipse.jetty");

  /** Logs each board detail that it does not find; what matters is a finding of the link. */
  private static final Logger PI4J = Logger.getLogger("com.pi4j");

  /** Commands whose start is worth a cache; the others say nothing of it. */
  private static final List<String> LONG_RUNNING = List.of("run", "demo");

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this text.")
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version.")
  private boolean version;

  private Main() {}

  /**
   * Runs a command and ends the program with its exit code: 0 good, 1 faults, 2 wrong usage.
   *
   * @param args the command and its arguments.
   */
  public static void main(String[] args) {
    Locale.setDefault(Locale.ENGLISH); // else numbers in telegrams have the digits of the user
    boolean journal = JournalStream.is(System.getenv("JOURNAL_STREAM"), Path.of("/proc/self/fd/2"));
    LogFormatter.install(journal);
    JETTY.setLevel(Level.WARNING);
    PI4J.setLevel(Level.OFF);
    StandardOutput output = new StandardOutput();
    PrintWriter out = writer(output);
    OutputStream error = new FileOutputStream(FileDescriptor.err);
    PrintWriter err = writer(journal ? new PriorityLines(error) : error);
    Thread.setDefaultUncaughtExceptionHandler((thread, e) -> ExceptionPrinter.report(err, e));
    ProgramCache.useLibraries()
        .filter(sentence -> args.length > 0 && LONG_RUNNING.contains(args[0]))
        .ifPresent(sentence -> err.println("metergate: warning: " + sentence));
    int exitCode = CommandException.FAULT;
    try {
      exitCode = commandLine().setOut(out).setErr(err).execute(args);
      out.flush();
      exitCode = output.exitCode(exitCode);
    } catch (OutputClosedException e) {
      exitCode = OutputClosedException.EXIT_CODE;
    } catch (CommandException e) {
      err.println("metergate: " + e.getMessage());
      exitCode = e.exitCode();
    } catch (Error e) {
      ExceptionPrinter.report(err, e);
    }
    err.flush();
    System.exit(exitCode);
  }

  /** Always UTF-8, as JSON requires, whatever the locale of a service or a cron job is. */
  private static PrintWriter writer(OutputStream to) {
    return new PrintWriter(to, true, StandardCharsets.UTF_8);
  }

  /** Creates the command line; also for tests. */
  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Main());
    OptionConverters.register(line);
    line.setExpandAtFiles(false);
    line.setExecutionStrategy(Main::execute);
    line.setExecutionExceptionHandler(new ExceptionPrinter());
    line.setParameterExceptionHandler(new WrongUsage());
    return line;
  }

  /** Help has colours on a terminal; everything else that is printed controls none. */
  private static int execute(CommandLine.ParseResult parsed) {
    CommandLine line = parsed.commandSpec().commandLine();
    boolean help =
        parsed.asCommandLineList().stream()
            .anyMatch(
                asked -> asked.isUsageHelpRequested() || asked.getCommand() instanceof HelpCommand);
    if (!help) {
      line.setOut(TerminalWriter.output(line.getOut()));
      line.setErr(TerminalWriter.sentences(line.getErr(), parsed.originalArgs()));
    }
    int exitCode = new CommandLine.RunLast().execute(parsed);
    line.getOut().flush();
    return exitCode;
  }
}
