// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.metergate.core.control.ControlAnswer;
import org.metergate.core.control.ControlCommand;
import org.metergate.core.control.ControlRequest;
import org.metergate.health.HealthDocument;
import org.metergate.health.json.HealthJson;

/**
 * Answers the document of health: {@code health} without arguments. The lines are the verdict and,
 * if there is something to do, the next step.
 */
record HealthHandler(Supplier<HealthDocument> health) implements ControlCommand {

  @Override
  public String name() {
    return "health";
  }

  @Override
  public ControlAnswer run(ControlRequest request) {
    HealthDocument document = health.get();
    List<String> lines = new ArrayList<>(List.of(document.verdict()));
    document.next().ifPresent(lines::add);
    return new ControlAnswer(true, lines, Map.of(), Optional.of(HealthJson.of(document)));
  }
}
