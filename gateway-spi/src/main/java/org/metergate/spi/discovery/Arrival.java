// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.discovery;

import java.util.Objects;

/**
 * Bytes that arrived together.
 *
 * @param nanos when the last of them arrived, since the trial began.
 * @param bytes at least one; not copied, and must not be modified.
 */
public record Arrival(long nanos, byte[] bytes) {

  /** Checks that nothing is missing. */
  public Arrival {
    Objects.requireNonNull(bytes, "bytes");
  }
}
