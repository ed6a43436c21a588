// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.mqtt;

import org.metergate.spi.finding.Finding;

/** Why no connection could be made. */
final class ConnectionRefused extends Exception {
  private static final long serialVersionUID = 1L;
  private final transient Finding finding;

  ConnectionRefused(Finding finding) {
    super(finding.toString());
    this.finding = finding;
  }

  Finding finding() {
    return finding;
  }
}
