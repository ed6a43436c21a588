// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.driver;

import java.util.List;
import java.util.Optional;
import org.metergate.spi.reading.Reading;

/**
 * Decodes the kept frames of one meter with the keys that its driver has now. It gets each frame
 * once, oldest first. What it needs to remember from one frame to the next is kept separate from
 * the driver's current state: these frames are older than those read since, so they must neither
 * advance a message counter nor be refused for being old. Called on the thread of the link, before
 * a session and while a session waits for bytes.
 */
@FunctionalInterface
public interface KeptReader {

  /**
   * Tries a frame under the same rules of trust as a frame that arrives now. An error is not
   * reported as a finding here, since it would describe the past.
   *
   * @param frame older than all frames of later calls.
   * @return its readings, with {@link org.metergate.spi.reading.Origin#LATE}, the time at which the
   *     frame arrived, and telegrams counted from 1 as in a session; an empty list when the frame
   *     repeats the previous one and so contains nothing new; empty when the frame cannot be
   *     decoded, so that it stays kept.
   */
  Optional<List<Reading>> read(KeptFrame frame);
}
