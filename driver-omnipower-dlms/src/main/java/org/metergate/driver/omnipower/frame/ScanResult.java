// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.frame;

import org.metergate.spi.codec.Damage;

/** What one kind of framing recognises at a position in the stream. */
sealed interface ScanResult {
  /** No frame begins here. */
  ScanResult NOTHING = new Nothing();

  /** No frame begins here. */
  record Nothing() implements ScanResult {}

  /** It may be a frame; from the position on, this many bytes are needed to decide. */
  record Needs(int bytes) implements ScanResult {}

  /** Its header is that of a frame; from the position on, it needs this many bytes. */
  record Begun(int bytes) implements ScanResult {}

  /** It began like a frame but is not one. */
  record Broken(Damage damage) implements ScanResult {}

  /** A frame; the search continues this many bytes further. */
  record Found(Frame frame, int step) implements ScanResult {}
}
