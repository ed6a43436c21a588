// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.frame;

import org.metergate.spi.codec.Damage;

/** What a place in the stream looks like to one kind of framing. */
sealed interface ScanResult {
  /** No frame begins here. */
  ScanResult NOTHING = new Nothing();

  /** No frame begins here. */
  record Nothing() implements ScanResult {}

  /** It may be a frame; from the place on, this many bytes must be there to tell more. */
  record Needs(int bytes) implements ScanResult {}

  /** Its header says that it is a frame; from the place on, it needs this many bytes. */
  record Begun(int bytes) implements ScanResult {}

  /** It began like a frame and is none. */
  record Broken(Damage damage) implements ScanResult {}

  /** A frame; the search goes on this many bytes further. */
  record Found(Frame frame, int step) implements ScanResult {}
}
