// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.link;

/** Opens links that carry edges. */
public non-sealed interface EdgeLinkProvider extends LinkProvider {

  /**
   * Checks the name of a link without opening anything.
   *
   * @param uri what would be opened.
   * @return how many lines it names, 1 or more.
   * @throws LinkException with {@link LinkFindings#BAD_LINK} if it can never carry edges.
   */
  int checkEdges(LinkUri uri) throws LinkException;

  /**
   * Opens a link for a driver that counts edges. Called on the thread of the meter, and again after
   * each loss. Every call resolves the name again.
   *
   * @param uri what to open.
   * @param host the program; the times of the edges are on its clock.
   * @return the open lines.
   * @throws LinkException with the finding that gives the reason.
   * @throws InterruptedException when the caller is asked to stop.
   */
  EdgeLink openEdges(LinkUri uri, Host host) throws LinkException, InterruptedException;
}
