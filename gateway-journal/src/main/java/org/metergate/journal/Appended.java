// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import org.metergate.spi.reading.Reading;

/**
 * The result of writing a reading.
 *
 * @param id its number; 0 if nothing was written because all of it was stored already.
 * @param reading the part of it that was written.
 * @param stamped whether its time and the times of all readings before it are known.
 */
record Appended(long id, Reading reading, boolean stamped) {
  /** Nothing was written: a sync must come first, since no reserved number is left. */
  static final Appended SYNC_FIRST = new Appended(-1, null, true);
}
