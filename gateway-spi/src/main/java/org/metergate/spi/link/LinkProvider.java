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

  /**
   * Checks the name of a link that is to carry edges, without opening anything.
   *
   * @param uri what would be opened by {@link #openEdges}.
   * @return how many lines it names, 1 or more.
   * @throws LinkException with {@link LinkFindings#BAD_LINK} where it can never carry edges.
   */
  default int checkEdges(LinkUri uri) throws LinkException {
    throw carriesNo("edges", uri);
  }

  /**
   * Opens a link for a driver that counts edges; as {@link #open} in all else.
   *
   * @param uri what to open.
   * @param host whose clock the times of the edges are of.
   * @return the open lines.
   * @throws LinkException with the finding that says why not.
   * @throws InterruptedException when the caller is asked to stop meanwhile.
   */
  default EdgeLink openEdges(LinkUri uri, Host host) throws LinkException, InterruptedException {
    throw carriesNo("edges", uri);
  }

  /**
   * Checks the name of a line that is to be driven, without opening anything.
   *
   * @param uri what would be opened by {@link #openOutput}.
   * @throws LinkException with {@link LinkFindings#BAD_LINK} where it can never be one.
   */
  default void checkOutput(LinkUri uri) throws LinkException {
    throw carriesNo("output", uri);
  }

  /**
   * Opens a line that is driven; called by {@link Host#output}.
   *
   * @param uri what to open.
   * @param holder what it is for, to name it where it is claimed twice.
   * @param host keeps the register of claimed lines.
   * @return the line, at its inactive level.
   * @throws LinkException with the finding that says why not.
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
