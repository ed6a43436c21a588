// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.link;

/**
 * Opens links of one scheme. Found by {@code ServiceLoader}; the constructor touches no hardware.
 */
public interface LinkProvider {

  /**
   * Names the scheme.
   *
   * @return for example {@code serial}.
   */
  String scheme();

  /**
   * Checks a link's name without opening anything: what can never work is told before the start. A
   * device that is missing or busy is no mistake here, since it may come.
   *
   * @param uri what would be opened.
   * @throws LinkException with {@link LinkFindings#BAD_LINK}, as {@link #open} would throw it.
   */
  default void check(LinkUri uri) throws LinkException {
    // a provider that takes any name has nothing to check
  }

  /**
   * Opens a link. Called on the thread of the meter, again after each loss: every call resolves the
   * name anew, so that a re-plugged device is found.
   *
   * @param uri what to open.
   * @param settings how the line is to be set.
   * @param host whose clock the link runs on.
   * @return the open link.
   * @throws LinkException with the finding that says why not.
   * @throws InterruptedException when the caller is asked to stop meanwhile.
   */
  ByteLink open(LinkUri uri, LineSettings settings, Host host)
      throws LinkException, InterruptedException;
}
