// SPDX-License-Identifier: Apache-2.0
package org.metergate.config;

import java.nio.file.Path;

/**
 * A configuration as far as it could be read, so that the mistakes that only drivers, links and
 * outputs can find are found at the same time as those of the file itself.
 *
 * @param config has substitutes for values with mistakes.
 * @param problems the mistakes so far; a configuration with one must not be used.
 */
public record ConfigDraft(GatewayConfig config, Problems problems) {

  /**
   * Reads a configuration, and the files with keys that it names.
   *
   * @param file YAML 1.2, UTF-8, up to 1 MiB.
   * @return the draft.
   * @throws ConfigException where it cannot be read at all.
   */
  public static ConfigDraft read(Path file) throws ConfigException {
    return GatewayReader.draft(file, System::getenv);
  }

  /**
   * Wraps a configuration that was read without a mistake, or was never in a file.
   *
   * @param config as it is.
   * @return without problems.
   */
  public static ConfigDraft of(GatewayConfig config) {
    return new ConfigDraft(config, new Problems(config.source().redaction()));
  }
}
