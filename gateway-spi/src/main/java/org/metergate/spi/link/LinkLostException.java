// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.link;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.metergate.spi.finding.Finding;

/** An open link was lost: unplugged, reset, or at the end of a recording. */
public final class LinkLostException extends IOException {
  private static final long serialVersionUID = 1L;
  private final transient Finding finding;
  private final transient Duration unneeded;

  /**
   * Creates the exception.
   *
   * @param finding what happened; its sentence is in the message catalogue.
   * @param cause the underlying error, or null.
   */
  public LinkLostException(Finding finding, Throwable cause) {
    this(finding, cause, null);
  }

  private LinkLostException(Finding finding, Throwable cause, Duration unneeded) {
    super(finding.toString(), cause);
    this.finding = finding;
    this.unneeded = unneeded;
  }

  /**
   * Returns the reason.
   *
   * @return the finding that names the broken stage of the chain.
   */
  public Finding finding() {
    return finding;
  }

  /**
   * Returns this loss as that of a link on which nothing was outstanding: many serial servers close
   * an idle connection, and that is no fault while nobody needs it.
   *
   * @param time until the link is needed again, zero or more.
   * @return an exception with the same reason.
   */
  public LinkLostException whileUnneeded(Duration time) {
    return new LinkLostException(finding, this, time);
  }

  /**
   * Returns whether the link was lost while nothing was outstanding.
   *
   * @return the time until it is needed again; empty where it was in use, or nobody knows.
   */
  public Optional<Duration> unneededFor() {
    return Optional.ofNullable(unneeded);
  }
}
