// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.link;

import org.metergate.spi.finding.Finding;
import org.metergate.spi.time.TimeSource;

/**
 * What a link provider gets from the program that runs it: the clock, output lines, and the one
 * register of the lines in use.
 */
public interface Host extends TimeSource {

  /**
   * Opens an output line, for a link that needs one in addition to its own wire: {@code
   * request=gpio:17}.
   *
   * @param uri the name of the line, of any scheme whose provider has outputs.
   * @param holder what it is for, as words that fit after "is used by": "the request line of
   *     serial:/dev/ttyUSB0".
   * @return the line, at its inactive level.
   * @throws LinkException with the finding that gives the reason.
   */
  default OutputLine output(LinkUri uri, String holder) throws LinkException {
    throw new LinkException(
        LinkFindings.BAD_LINK.with(
            "port", uri.toString(), "reason", "There are no output lines here."),
        null);
  }

  /**
   * Claims a line before it is opened, so that two parts of one program that use the same line get
   * an error that names the other.
   *
   * @param line its unique name: two names of the same line must be made equal first.
   * @param holder who claims it, as words that fit after "is used by".
   * @return the claim, to be closed when the line is free again.
   * @throws LinkException with {@link LinkFindings#LINE_TAKEN}, that names the holder.
   */
  default LineClaim claim(String line, String holder) throws LinkException {
    return () -> {};
  }

  /**
   * Takes a finding about a link that does not end it: a setting of its server that could be
   * better, for example. On the thread of the meter; a remark that is repeated is shown once.
   *
   * @param finding of a kind that happens once.
   */
  default void remark(Finding finding) {
    // a host without meters has nowhere to show it
  }
}
