// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

/** Takes the raw bytes of one link, on the link's thread. */
public interface RawListener {
  /** A listener that wants no bytes. */
  RawListener NONE =
      new RawListener() {
        @Override
        public boolean wantsRaw() {
          return false;
        }

        @Override
        public void raw(byte[] burst) {}
      };

  /**
   * Returns whether bytes are wanted now; asked at each read, so that an output that a reload adds
   * gets them without a restart of the link.
   *
   * @return false if no output wants them.
   */
  boolean wantsRaw();

  /**
   * Takes one burst. Returns at once.
   *
   * @param burst 1 to 4096 bytes as received, good or bad, encrypted or not.
   */
  void raw(byte[] burst);
}
