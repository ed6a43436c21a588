// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import org.metergate.config.ConfigException;
import org.metergate.config.GatewayConfig;
import org.metergate.core.gateway.GatewayPlan;
import org.metergate.time.SystemTime;
import picocli.CommandLine.Option;

/** The option for the gateway's configuration file, and the reading of that file. */
final class ConfigFile {
  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "The gateway's configuration; gateway.yaml in this folder by default.")
  private Path file = Path.of("gateway.yaml");

  Path path() {
    return file;
  }

  /** Reads the configuration, or ends the command with every mistake in it. */
  GatewayConfig load() {
    try {
      return GatewayConfig.load(file);
    } catch (ConfigException e) {
      throw wrong(e);
    }
  }

  /**
   * Reads and checks the configuration, without opening anything.
   *
   * @param installation provides the drivers and links.
   * @param err receives the warnings.
   */
  GatewayPlan plan(Installation installation, PrintWriter err) {
    GatewayConfig config = load();
    config.warnings().forEach(warning -> err.println("metergate: warning: " + warning));
    try {
      return GatewayPlan.of(config, installation.plugins(), new SystemTime());
    } catch (ConfigException e) {
      throw wrong(e);
    }
  }

  private static CommandException wrong(ConfigException e) {
    return CommandException.lines(CommandException.USAGE, e.problems());
  }
}
