// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.dialogue;

import java.util.Optional;
import org.metergate.spi.link.LineSettings;

/**
 * A question to a meter. It must be one that only reads: nothing that this program sends changes a
 * meter.
 *
 * @param <F> the type of the frames in which meters answer.
 */
public interface Request<F> {

  /**
   * Returns what is sent.
   *
   * @return all bytes, sent in one write; an empty array for what the meter sends next without
   *     being asked again.
   */
  byte[] bytes();

  /**
   * Returns whether a frame is the answer to this question. The answer to an earlier question may
   * arrive late, and another device may be answering on the same line.
   *
   * @param frame any frame that was received after the question was sent.
   * @return whether it answers this question.
   */
  boolean isAnsweredBy(F frame);

  /**
   * Returns the line settings at which the answer comes, for a protocol that changes the speed
   * between a question and its answer.
   *
   * @return settings that are applied when the last byte of the question has left, at once for one
   *     without bytes; empty when nothing changes.
   */
  default Optional<LineSettings> answeredAt() {
    return Optional.empty();
  }
}
