// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import java.util.List;
import org.metergate.config.OutputConfig;

/**
 * The names of the outputs, for the outputs themselves. They are asked while outputs come and go,
 * so they change under them. Any thread.
 */
public final class OutputNames {
  private volatile List<String> names = List.of();

  /** Takes over what is configured from now on. */
  void take(List<OutputConfig> outputs) {
    names = outputs.stream().map(OutputConfig::name).toList();
  }

  /**
   * Returns the names.
   *
   * @return as they are configured now, in the order of the file.
   */
  public List<String> names() {
    return names;
  }
}
