// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.request;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.metergate.driver.mbus.frame.LongFrame;
import org.metergate.driver.mbus.frame.MbusFrame;
import org.metergate.spi.codec.Damage;
import org.metergate.spi.codec.FrameSink;

/**
 * The answers that come besides the one to the last question: to a question that was given up
 * before, or of a meter that was not asked. One thread.
 */
final class OtherAnswers {
  private MbusRequest unanswered; // null if the last question for data was answered
  private LongFrame late;
  private LongFrame another;

  /** Takes how the last question for data ended. */
  void askedForData(MbusRequest request, boolean answered) {
    unanswered = answered ? null : request;
  }

  /** Returns whether this was the last question for data, and got no answer. */
  boolean isUnanswered(MbusRequest request) {
    return unanswered == request;
  }

  /**
   * Takes what a question brought besides its answer.
   *
   * @param frames in the order in which they came.
   * @param asked the question; the one for data before it may still be answered.
   */
  void received(List<MbusFrame> frames, MbusRequest asked) {
    late = responses(frames).filter(this::isLate).findFirst().orElse(null);
    another =
        responses(frames).filter(frame -> isFromAnother(frame, asked)).findFirst().orElse(null);
  }

  private static Stream<LongFrame> responses(List<MbusFrame> frames) {
    return frames.stream()
        .filter(LongFrame.class::isInstance)
        .map(LongFrame.class::cast)
        .filter(LongFrame::isResponse);
  }

  private boolean isLate(MbusFrame frame) {
    return unanswered != null && unanswered.isAnsweredBy(frame);
  }

  private boolean isFromAnother(LongFrame frame, MbusRequest asked) {
    return asked.answer() == LongFrame.class && !asked.isAnsweredBy(frame) && !isLate(frame);
  }

  /** Returns the answer to a question that had been given up, if it came since. */
  Optional<LongFrame> late() {
    return Optional.ofNullable(late);
  }

  /** Returns the first answer of a meter that was not asked. */
  Optional<LongFrame> fromAnother() {
    return Optional.ofNullable(another);
  }

  /** Returns a sink that passes on what arrives unasked, and finds a late answer in it. */
  FrameSink<MbusFrame> lateOf(FrameSink<MbusFrame> unasked) {
    return new FrameSink<>() {
      @Override
      public void frame(MbusFrame frame) {
        if (isLate(frame)) {
          late = (LongFrame) frame;
        }
        unasked.frame(frame);
      }

      @Override
      public void noise(byte[] bytes, int offset, int length) {
        unasked.noise(bytes, offset, length);
      }

      @Override
      public void corrupt(Damage damage) {
        unasked.corrupt(damage);
      }
    };
  }
}
