// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import org.metergate.spi.reading.Reading;

/**
 * What became of a reading that was to be written.
 *
 * @param id its number; 0 where nothing was written, since all of it was there already.
 * @param reading what was written of it.
 * @param stamped whether its time is known, as is that of all before it.
 */
record Appended(long id, Reading reading, boolean stamped) {
  /** Nothing was written: a sync must come first, since no number is left to give. */
  static final Appended SYNC_FIRST = new Appended(-1, null, true);
}
