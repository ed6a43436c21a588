// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import org.metergate.core.control.ControlAnswer;
import org.metergate.core.control.ControlCommand;
import org.metergate.core.control.ControlRequest;

/**
 * Answers what the gateway has, for {@code check}: {@code holds} without arguments. The facts are
 * {@code journal}, its file, {@code configuration}, the file that it was started with, and {@code
 * page}, the port of the page or 0.
 */
record HoldsHandler(Gateway gateway) implements ControlCommand {

  @Override
  public String name() {
    return HeldResources.COMMAND;
  }

  @Override
  public ControlAnswer run(ControlRequest request) {
    return HeldResources.answer(gateway);
  }
}
