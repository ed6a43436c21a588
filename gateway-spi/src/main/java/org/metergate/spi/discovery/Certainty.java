// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.discovery;

/** How sure a recognition is, from the least to the most. */
public enum Certainty {
  /** The bytes fit, but so they would for other devices. */
  POSSIBLE,
  /** The form is that of these meters, but no checksum proves it. */
  LIKELY,
  /** A checksum or the meter's own identification proves it. */
  CERTAIN
}
