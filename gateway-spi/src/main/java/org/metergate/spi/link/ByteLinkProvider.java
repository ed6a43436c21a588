// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.link;

/** Opens links that carry bytes. */
public non-sealed interface ByteLinkProvider extends LinkProvider {

  /**
   * Checks the name of a link without opening anything, so that a link that can never work is
   * reported before the start. A device that is missing or busy is not an error here, since it may
   * become available.
   *
   * @param uri what would be opened.
   * @throws LinkException with {@link LinkFindings#BAD_LINK}, as {@link #open} would throw it.
   */
  default void check(LinkUri uri) throws LinkException {
    // a provider that accepts any name has nothing to check
  }

  /**
   * Opens a link. Called on the thread of the meter, and again after each loss. Every call resolves
   * the name again, so that a device that was plugged in again is found.
   *
   * @param uri what to open.
   * @param settings the line settings to apply.
   * @param host the program; the link runs on its clock.
   * @return the open link.
   * @throws LinkException with the finding that gives the reason.
   * @throws InterruptedException when the caller is asked to stop.
   */
  ByteLink open(LinkUri uri, LineSettings settings, Host host)
      throws LinkException, InterruptedException;
}
