// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.metergate.config.ConfigDraft;
import org.metergate.config.ConfigException;
import org.metergate.config.GatewayConfig;
import org.metergate.config.Location;
import org.metergate.config.MeterConfig;
import org.metergate.core.gateway.GatewayPlan;
import org.metergate.core.gateway.HeldResources;
import org.metergate.core.gateway.StartConditions;
import org.metergate.time.SystemTime;
import picocli.CommandLine.Option;

/** The option for the gateway's configuration file, and the reading of that file. */
final class ConfigFile {
  private static final Path USUAL = Path.of("gateway.yaml");

  /** The configuration of the installed service. */
  static final Path OF_SERVICE = Path.of("/etc/metergate/gateway.yaml");

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = {
        "The gateway's configuration; gateway.yaml in this folder by default, or that of the"
            + " service where there is none."
      })
  private Path file = USUAL;

  /** How the locations of mistakes are said; by default as file, line and key. */
  private Optional<Function<Location, String>> places = Optional.empty();

  /** Returns a file that was made from something else, in whose words mistakes are told. */
  static ConfigFile made(Path file, Function<Location, String> places) {
    ConfigFile made = new ConfigFile();
    made.file = file;
    made.places = Optional.of(places);
    return made;
  }

  /** Without a configuration in this folder, that of the system's service is meant. */
  Path path() {
    return usual(file);
  }

  /** Returns the file that is meant where a command was given this one, or none. */
  static Path usual(Path file) {
    return file.equals(USUAL) && Files.notExists(file) && isInstalled(OF_SERVICE)
        ? OF_SERVICE
        : file;
  }

  /** Whether the file is there; a folder that this user may not enter has it. */
  private static boolean isInstalled(Path service) {
    Path folder = service.getParent();
    return Files.exists(service) || Files.isDirectory(folder) && !Files.isExecutable(folder);
  }

  /** Reads the configuration, or ends the command with every mistake in it. */
  GatewayConfig load() {
    try {
      return GatewayConfig.load(path());
    } catch (ConfigException e) {
      throw wrong(e);
    }
  }

  /**
   * Reads and checks the configuration, and what a gateway needs of this machine to start; opens
   * nothing.
   *
   * @param installation provides the drivers and links.
   * @param err receives the warnings.
   * @param held what the gateway of this configuration has if it runs.
   * @param outside the exit code where only something outside the configuration is in the way.
   */
  GatewayPlan plan(
      Installation installation,
      PrintWriter err,
      Function<GatewayConfig, HeldResources> held,
      int outside) {
    try {
      ConfigDraft draft = draft(err);
      Optional<GatewayPlan> plan =
          GatewayPlan.from(draft, installation.plugins(), new SystemTime());
      int exitCode = draft.problems().isEmpty() ? outside : CommandException.USAGE;
      StartConditions.find(draft, held.apply(draft.config()));
      if (!draft.problems().isEmpty()) {
        throw CommandException.lines(exitCode, sentences(draft.problems().exception()));
      }
      StartConditions.warnings(plan.orElseThrow(), installation.messages())
          .forEach(warning -> warn(err, warning));
      return plan.orElseThrow();
    } catch (ConfigException e) {
      throw CommandException.lines(CommandException.USAGE, sentences(e));
    }
  }

  /** Returns a line, which may begin with a location in this file, in the words for its places. */
  String inItsWords(String line) {
    return places.map(words -> Location.reworded(line, path(), words)).orElse(line);
  }

  private List<String> sentences(ConfigException e) {
    return places.map(e::problems).orElseGet(e::problems);
  }

  /**
   * Reads and checks the configuration, for a command that needs the drivers alone.
   *
   * @param installation provides the drivers and links.
   * @param err receives the warnings.
   */
  GatewayPlan plan(Installation installation, PrintWriter err) {
    try {
      ConfigDraft draft = draft(err);
      Optional<GatewayPlan> plan =
          GatewayPlan.from(draft, installation.plugins(), new SystemTime());
      draft.problems().throwIfAny();
      return plan.orElseThrow();
    } catch (ConfigException e) {
      throw wrong(e);
    }
  }

  /** Whether no file was named, and there is none in this folder and none of the service. */
  boolean isMissing() {
    return file.equals(USUAL) && Files.notExists(path());
  }

  /** Returns the meters as far as they can be read; mistakes are left to the plan. */
  List<MeterConfig> meters() {
    try {
      return ConfigDraft.read(path()).config().meters();
    } catch (ConfigException e) {
      return List.of();
    }
  }

  /** Returns where the journal is; other mistakes are left to the running gateway to report. */
  Path journal() {
    return journal(path());
  }

  /** Returns where the journal of another configuration is. */
  static Path journal(Path file) {
    try {
      return ConfigDraft.read(file).config().journal().path();
    } catch (ConfigException e) {
      throw wrong(e);
    }
  }

  private ConfigDraft draft(PrintWriter err) throws ConfigException {
    ConfigDraft draft = ConfigDraft.read(path());
    draft.config().warnings().forEach(warning -> warn(err, warning));
    return draft;
  }

  private void warn(PrintWriter err, String warning) {
    err.println("metergate: warning: " + inItsWords(warning));
  }

  private static CommandException wrong(ConfigException e) {
    return CommandException.lines(CommandException.USAGE, e.problems());
  }
}
