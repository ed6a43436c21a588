// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.driver;

import java.time.Instant;
import java.util.Objects;

/**
 * A frame that a driver gave to {@link Session#keepUndecoded} and that is offered to it again.
 *
 * @param receivedAt when its last byte came, by the gateway's clock, to the millisecond.
 * @param bytes from its first to its last byte; not copied, nobody changes them.
 */
public record KeptFrame(Instant receivedAt, byte[] bytes) {

  /** Checks that nothing is missing. */
  public KeptFrame {
    Objects.requireNonNull(receivedAt, "receivedAt");
    Objects.requireNonNull(bytes, "bytes");
  }
}
