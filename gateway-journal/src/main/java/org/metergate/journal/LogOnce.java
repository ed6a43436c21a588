// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Logs a failure that no caller handles once when it begins, not while it lasts. */
final class LogOnce {
  private static final Logger LOG = System.getLogger("org.metergate.journal");

  private boolean raised;

  synchronized void failed(String what, JournalException e) {
    LOG.log(raised ? Level.DEBUG : Level.WARNING, "journal: " + what + ": " + e.getMessage());
    raised = true;
  }

  synchronized void recovered() {
    if (raised) {
      LOG.log(Level.INFO, "journal: the problem is solved");
    }
    raised = false;
  }
}
