// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.metergate.core.control.ControlAnswer;
import org.metergate.core.control.ControlCommand;
import org.metergate.core.control.ControlRequest;

/**
 * Answers where the page is: {@code page} without arguments.
 *
 * @param lines sentences; none without a page.
 */
record PageCommand(Supplier<List<String>> lines) implements ControlCommand {

  @Override
  public String name() {
    return "page";
  }

  @Override
  public ControlAnswer run(ControlRequest request) {
    return new ControlAnswer(true, lines.get(), Map.of());
  }
}
