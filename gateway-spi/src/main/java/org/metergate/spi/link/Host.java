// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.link;

import org.metergate.spi.time.TimeSource;

/**
 * What a link provider may ask of the program that runs it: its clock, output lines, and the one
 * register of the lines that are in use.
 */
public interface Host extends TimeSource {

  /**
   * Opens a line that is driven, for whoever needs one beside its link: {@code request=gpio:17}.
   *
   * @param uri the line, of any scheme whose provider has outputs.
   * @param holder what it is for, as words that fit behind "is used by": "the request line of
   *     serial:/dev/ttyUSB0".
   * @return the line, at its inactive level.
   * @throws LinkException with the finding that says why not.
   */
  default OutputLine output(LinkUri uri, String holder) throws LinkException {
    throw new LinkException(
        LinkFindings.BAD_LINK.with(
            "port", uri.toString(), "reason", "There are no output lines here."),
        null);
  }

  /**
   * Takes a line for oneself before it is opened, so that two parts of one program that want the
   * same one are told of each other.
   *
   * @param line its unmistakable name: two names of one line must be made equal before.
   * @param holder who takes it, as words that fit behind "is used by".
   * @return to be closed when the line is free again.
   * @throws LinkException with {@link LinkFindings#LINE_TAKEN}, naming who has it.
   */
  default LineClaim claim(String line, String holder) throws LinkException {
    return () -> {};
  }
}
