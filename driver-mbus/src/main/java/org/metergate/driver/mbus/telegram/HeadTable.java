// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.telegram;

import java.util.Arrays;
import org.metergate.spi.codec.ByteCursor;
import org.metergate.spi.codec.MalformedException;

/**
 * The heads of records. A meter sends the same ones each time, so those read last are kept: a place
 * for each hash, which the next head with that hash takes over. Any thread may use a table at any
 * time: an entry never changes, and at worst a head is read again.
 */
final class HeadTable {
  /** More than the heads of all models on a bus; a power of two. */
  private static final int PLACES = 512;

  /** More bytes than a head of a known meter has; longer ones are not kept. */
  private static final int LONGEST = 16;

  private static final int MORE = 0x80;
  private static final int CODE = 0x7F;

  private final Entry[] entries = new Entry[PLACES];

  /** The bytes decide on all of a head. */
  private record Entry(byte[] bytes, HeadReader.Found found) {
    boolean isAt(byte[] data, int start, int length) {
      return Arrays.equals(bytes, 0, bytes.length, data, start, start + length);
    }
  }

  /**
   * Reads one head.
   *
   * @param data in which the cursor reads to the end, at the DIF.
   */
  HeadReader.Found read(byte[] data, ByteCursor bytes) throws MalformedException {
    int start = bytes.position();
    int length = length(data, start);
    if (length == 0) {
      return HeadReader.read(data, bytes);
    }
    int place = place(data, start, length);
    Entry known = entries[place];
    if (known != null && known.isAt(data, start, length)) {
      bytes.skip(length);
      return known.found;
    }
    HeadReader.Found found = HeadReader.read(data, bytes);
    entries[place] = new Entry(Arrays.copyOfRange(data, start, start + length), found);
    return found;
  }

  /** Returns how many bytes the head at a place has; 0 for one that is not kept. */
  private static int length(byte[] data, int start) {
    int value = endOfChain(data, start);
    if (value == data.length || (data[value] & CODE) == PrimaryVif.PLAIN_TEXT) {
      return 0; // a text has bytes of any form
    }
    int end = endOfChain(data, value);
    return (data[end - 1] & MORE) == 0 && end - start <= LONGEST ? end - start : 0;
  }

  /** Returns the index after the first byte that does not say that another one follows. */
  private static int endOfChain(byte[] data, int start) {
    int at = start;
    while (at < data.length && (data[at] & MORE) != 0) {
      at++;
    }
    return Math.min(at + 1, data.length);
  }

  private static int place(byte[] data, int start, int length) {
    int hash = 0;
    for (int at = start; at < start + length; at++) {
      hash = 31 * hash + data[at];
    }
    return (hash ^ hash >>> 9 ^ hash >>> 18) & PLACES - 1;
  }
}
