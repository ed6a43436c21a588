// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.driver;

import java.time.Instant;
import java.util.Objects;

/**
 * A frame that the driver passed to {@link MeterSession#keepUndecoded} and that it gets again when
 * its keys may have changed.
 *
 * @param receivedAt when the last byte arrived, by the gateway's clock, to the millisecond.
 * @param bytes the whole frame, first to last byte; the array is not copied and must not be
 *     modified.
 */
public record KeptFrame(Instant receivedAt, byte[] bytes) {

  /** Checks that nothing is missing. */
  public KeptFrame {
    Objects.requireNonNull(receivedAt, "receivedAt");
    Objects.requireNonNull(bytes, "bytes");
  }
}
