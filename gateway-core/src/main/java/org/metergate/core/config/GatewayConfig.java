// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.config;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * A whole configuration.
 *
 * @param file where it came from, as named by whoever started the program.
 * @param name of this gateway: letters, digits, {@code -} and {@code _}; the host's by default.
 * @param timeZone in which days begin; the system's by default.
 * @param meters at least one, in the order of the file.
 * @param outputs in the order of the file.
 * @param journal where readings are kept.
 * @param web the status page, where one is wanted.
 * @param warnings sentences about what works but should not stay so.
 */
public record GatewayConfig(
    Path file,
    String name,
    ZoneId timeZone,
    List<MeterConfig> meters,
    List<OutputConfig> outputs,
    JournalConfig journal,
    Optional<WebConfig> web,
    List<String> warnings) {

  /** Copies the lists. */
  public GatewayConfig {
    meters = List.copyOf(meters);
    outputs = List.copyOf(outputs);
    warnings = List.copyOf(warnings);
  }

  /**
   * Reads a configuration, and the files with keys that it names.
   *
   * @param file YAML 1.2, UTF-8, up to 1 MiB.
   * @return the configuration.
   * @throws ConfigException with everything that is wrong with it.
   */
  public static GatewayConfig load(Path file) throws ConfigException {
    return GatewayReader.read(file, System::getenv);
  }
}
