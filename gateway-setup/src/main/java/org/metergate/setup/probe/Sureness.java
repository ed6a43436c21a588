// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.probe;

/** How sure a verdict is. */
public enum Sureness {
  /** A checksum proves it, or three bursts agree. */
  SURE,
  /** It fits, but too little was heard, or the line marks no errors. */
  PROBABLY,
  /** It cannot be said for certain. */
  NOT_SURE
}
