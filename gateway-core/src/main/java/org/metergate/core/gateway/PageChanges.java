// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import java.util.List;
import java.util.Map;
import org.metergate.core.control.ControlAnswer;
import org.metergate.core.control.ControlCommand;
import org.metergate.core.control.ControlRefusal;
import org.metergate.core.control.ControlRequest;
import org.metergate.web.change.Changes;

/**
 * Carries out on the page what the commands of {@code control.sock} do: the same checks, the same
 * sentences.
 */
final class PageChanges implements Changes {
  private final List<ControlCommand> decisions;

  /**
   * Creates it.
   *
   * @param decisions have {@link CounterCommands#SCALE}.
   */
  PageChanges(List<ControlCommand> decisions) {
    this.decisions = List.copyOf(decisions);
  }

  @Override
  public Outcome scale(String meter, String reading) {
    return run(CounterCommands.SCALE, Map.of("meter", meter, "reading", reading));
  }

  private Outcome run(String name, Map<String, String> arguments) {
    ControlCommand command =
        decisions.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    try {
      ControlAnswer answer = command.run(new ControlRequest(name, arguments));
      return new Outcome(answer.ok(), String.join(" ", answer.lines()));
    } catch (ControlRefusal e) {
      return new Outcome(false, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Outcome(false, "It was interrupted.");
    }
  }
}
