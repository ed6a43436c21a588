// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import org.metergate.core.gateway.Messages;
import org.metergate.health.MessageCatalogue;
import org.metergate.health.MessageCatalogue.Source;

/** The sentences of what helps before anything is configured; no driver is loaded for them. */
final class SetupMessages {
  private SetupMessages() {}

  static MessageCatalogue catalogue() {
    ClassLoader core = SetupMessages.class.getClassLoader();
    return new MessageCatalogue(
        Messages.SETUP.stream().map(name -> new Source(name, core)).toList());
  }
}
