// SPDX-License-Identifier: Apache-2.0
package org.metergate.output;

import org.metergate.journal.JournalException;

/** An output that needs more of its runner than the readings that it is given to deliver. */
public interface HostedOutput {

  /**
   * Passes the runner's services to the output. Called once, on the runner's thread and before any
   * other method that is called there; called again later if it threw an exception.
   *
   * @param host of this output alone, valid until it is closed.
   * @throws JournalException when the journal cannot be read.
   */
  void attach(OutputHost host) throws JournalException;
}
