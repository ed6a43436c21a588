// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.link;

/** Opens lines that the program switches. */
public non-sealed interface OutputLineProvider extends LinkProvider {

  /**
   * Checks the name of an output line without opening anything.
   *
   * @param uri what would be opened.
   * @throws LinkException with {@link LinkFindings#BAD_LINK} if it can never be an output.
   */
  void checkOutput(LinkUri uri) throws LinkException;

  /**
   * Opens an output line; called by {@link Host#output}.
   *
   * @param uri what to open.
   * @param holder what it is for, named in the error if the line is claimed twice.
   * @param host the program, which keeps the register of claimed lines.
   * @return the line, at its inactive level.
   * @throws LinkException with the finding that gives the reason.
   */
  OutputLine openOutput(LinkUri uri, String holder, Host host) throws LinkException;
}
