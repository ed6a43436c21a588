// SPDX-License-Identifier: Apache-2.0
package org.metergate.output;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metergate.config.ConfigException;
import org.metergate.config.OutputConfig;
import org.metergate.spi.option.NearestName;

/** The known output types. */
public final class OutputTypes {
  private final Map<String, OutputType> types = new LinkedHashMap<>();

  /**
   * Registers types.
   *
   * @param types at least one; no two of the same name.
   */
  public OutputTypes(List<OutputType> types) {
    types.forEach(type -> this.types.put(type.name(), type));
  }

  /**
   * Creates all outputs of a configuration, or none.
   *
   * @param configs as read.
   * @param context the gateway that they belong to.
   * @return the outputs, in the order given; nothing is opened yet.
   * @throws ConfigException with everything that is wrong with any of them.
   */
  public List<Output> create(List<OutputConfig> configs, OutputContext context)
      throws ConfigException {
    List<Output> outputs = new ArrayList<>();
    List<ConfigException> problems = new ArrayList<>();
    for (OutputConfig config : configs) {
      if (config.type().isEmpty()) {
        continue; // reported when the file was read
      }
      OutputType type = types.get(config.type());
      if (type == null) {
        problems.add(config.settings().mistake("type", unknown(config.type())));
        continue;
      }
      try {
        outputs.add(type.create(config, context));
      } catch (ConfigException e) {
        problems.add(e);
      }
    }
    if (!problems.isEmpty()) {
      throw ConfigException.joined(problems);
    }
    return outputs;
  }

  private String unknown(String typed) {
    return NearestName.to(typed, types.keySet())
        .map(near -> "There is no output type '" + typed + "'. Did you mean '" + near + "'?")
        .orElse(
            "There is no output type '"
                + typed
                + "'; there are: "
                + String.join(", ", types.keySet())
                + ".");
  }
}
