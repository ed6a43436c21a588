// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.link;

/**
 * Opens links of one scheme. Found by {@code ServiceLoader}; the constructor touches no hardware.
 */
public interface LinkProvider {

  /**
   * Returns the scheme of the links that this provider opens.
   *
   * @return for example {@code serial}.
   */
  String scheme();

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

  /**
   * Checks the name of a link for edges without opening anything.
   *
   * @param uri what would be opened by {@link #openEdges}.
   * @return how many lines it names, 1 or more.
   * @throws LinkException with {@link LinkFindings#BAD_LINK} if it can never carry edges.
   */
  default int checkEdges(LinkUri uri) throws LinkException {
    throw carriesNo("edges", uri);
  }

  /**
   * Opens a link for a driver that counts edges; otherwise as {@link #open}.
   *
   * @param uri what to open.
   * @param host the program; the times of the edges are on its clock.
   * @return the open lines.
   * @throws LinkException with the finding that gives the reason.
   * @throws InterruptedException when the caller is asked to stop.
   */
  default EdgeLink openEdges(LinkUri uri, Host host) throws LinkException, InterruptedException {
    throw carriesNo("edges", uri);
  }

  /**
   * Checks the name of an output line without opening anything.
   *
   * @param uri what would be opened by {@link #openOutput}.
   * @throws LinkException with {@link LinkFindings#BAD_LINK} if it can never be an output.
   */
  default void checkOutput(LinkUri uri) throws LinkException {
    throw carriesNo("output", uri);
  }

  /**
   * Opens an output line; called by {@link Host#output}.
   *
   * @param uri what to open.
   * @param holder what it is for, named in the error if the line is claimed twice.
   * @param host the program, which keeps the register of claimed lines.
   * @return the line, at its inactive level.
   * @throws LinkException with the finding that gives the reason.
   */
  default OutputLine openOutput(LinkUri uri, String holder, Host host) throws LinkException {
    throw carriesNo("output", uri);
  }

  private static LinkException carriesNo(String what, LinkUri uri) {
    String reason =
        what.equals("edges")
            ? "A "
                + uri.scheme()
                + " link carries bytes, but pulses are counted on a line that"
                + " carries edges, like gpio:17."
            : "A " + uri.scheme() + " link has no line that can be switched, like gpio:17 has.";
    return new LinkException(
        LinkFindings.BAD_LINK.with("port", uri.toString(), "reason", reason), null);
  }
}
