// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.link;

import java.io.IOException;
import org.metergate.spi.finding.Finding;

/** An open link was lost: unplugged, reset, or at the end of a recording. */
public final class LinkLostException extends IOException {
  private static final long serialVersionUID = 1L;
  private final transient Finding finding;

  /**
   * Creates the exception.
   *
   * @param finding what happened; its sentence is in the message catalogue.
   * @param cause the underlying error, or null.
   */
  public LinkLostException(Finding finding, Throwable cause) {
    super(finding.toString(), cause);
    this.finding = finding;
  }

  /**
   * Returns the reason.
   *
   * @return the finding that names the broken stage of the chain.
   */
  public Finding finding() {
    return finding;
  }
}
