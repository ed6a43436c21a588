// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.driver;

import java.util.List;
import java.util.Optional;
import org.metergate.spi.reading.Reading;

/**
 * Tries the kept frames of one meter with the keys that its driver has now. It is given each frame
 * once, oldest first, and remembers what it needs from one to the next apart from the driver's
 * present state: these frames are older than what may have been read since, so they neither move a
 * counter of messages nor are refused for being old. Called on the thread of the link, before a
 * session and while one waits for bytes.
 */
@FunctionalInterface
public interface KeptReader {

  /**
   * Tries a frame under the same rules of trust as a frame that comes now. A fault is no finding
   * here: it would speak of the past.
   *
   * @param frame older than all that are given later.
   * @return its readings, with {@link org.metergate.spi.reading.Origin#LATE}, the time at which the
   *     frame came, and telegrams counted from 1 as in a session; an empty list where it says
   *     nothing new, since it repeats the one before; nothing where it cannot be read, so that it
   *     stays kept.
   */
  Optional<List<Reading>> read(KeptFrame frame);
}
