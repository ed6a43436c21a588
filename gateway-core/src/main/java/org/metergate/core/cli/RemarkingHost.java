// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.PrintWriter;
import org.metergate.spi.finding.Finding;

/**
 * The host for a link of a command: what the link remarks, as on a server in telnet mode, is said.
 */
final class RemarkingHost extends SystemHost {
  private final Installation installation;
  private final PrintWriter err;

  RemarkingHost(Installation installation, PrintWriter err) {
    super(installation.plugins());
    this.installation = installation;
    this.err = err;
  }

  @Override
  public void remark(Finding finding) {
    err.println("metergate: " + installation.sentence(finding));
  }
}
