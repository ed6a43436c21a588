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
