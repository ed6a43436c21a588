// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.link;

import org.metergate.spi.finding.Finding;

/** A link could not be opened; the finding gives the reason and the name of the port. */
public final class LinkException extends Exception {
  private static final long serialVersionUID = 1L;
  private final transient Finding finding;

  /**
   * Creates the exception.
   *
   * @param finding what went wrong; its sentence is in the message catalogue.
   * @param cause the underlying error, or null.
   */
  public LinkException(Finding finding, Throwable cause) {
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
