// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.emulator;

import java.util.List;
import java.util.Optional;

/**
 * One meter of the bus: it acknowledges a reset and a selection, sends its values, and ignores
 * everything that would change it. It sends the next telegram of its answer when the frame count
 * bit has changed, else the same again; after the last telegram the first follows.
 */
final class BusMeter {
  /** How many telegrams an answer has that does not fit one. */
  private static final int SPLIT = 3;

  private final Identity identity;
  private final Habit habit;
  private final double share;

  private boolean selected;
  private boolean countBit;
  private int telegram = -1; // which one was sent last; none since the reset
  private int access;
  private List<Field> fields = List.of();

  /**
   * Connects a meter.
   *
   * @param identity which it is.
   * @param habit how it answers.
   * @param share how much is used where it is, around 1.
   */
  BusMeter(Identity identity, Habit habit, double share) {
    this.identity = identity;
    this.habit = habit;
    this.share = share;
  }

  /** How a meter answers. */
  enum Habit {
    /** In one telegram. */
    USUAL,
    /** Not at all. */
    SILENT,
    /** 1.8 s after the request. */
    LATE,
    /** With the error "busy". */
    BUSY,
    /** In three telegrams. */
    SPLIT
  }

  Habit habit() {
    return habit;
  }

  /**
   * Returns what it answers to a request.
   *
   * @param request any good frame.
   * @param now by the meter's clock.
   */
  Optional<byte[]> answer(Request request, Moment now) {
    if (request.selects()) {
      selected = identity.matches(request.data());
      if (selected) {
        telegram = -1;
      }
    }
    boolean reached = request.reaches(identity.address(), selected);
    if (!reached || habit == Habit.SILENT) {
      return Optional.empty();
    }
    Optional<byte[]> answer = Optional.empty();
    if (request.isReset() || request.resetsApplication()) {
      telegram = -1;
      selected = selected && !(request.isReset() && request.address() == Request.SELECTED);
      answer = Optional.of(TelegramWriter.acknowledgement());
    } else if (request.deselects()) {
      selected = false;
      answer = Optional.of(TelegramWriter.acknowledgement());
    } else if (request.selects() || request.asksForAlarms()) {
      answer = Optional.of(TelegramWriter.acknowledgement());
    } else if (request.asksForData()) {
      answer = Optional.of(data(request.countBit(), now));
    }
    return request.mayBeAnswered() ? answer : Optional.empty();
  }

  private byte[] data(boolean bit, Moment now) {
    if (habit == Habit.BUSY) {
      return TelegramWriter.busy(identity.address());
    }
    int telegrams = habit == Habit.SPLIT ? SPLIT : 1;
    if (telegram < 0 || bit != countBit) {
      telegram = (telegram + 1) % telegrams;
      access++;
    }
    countBit = bit;
    if (telegram == 0) {
      fields = identity.model().records(share, identity.serial(), now);
    }
    List<Field> part =
        fields.subList(
            telegram * fields.size() / telegrams, (telegram + 1) * fields.size() / telegrams);
    return TelegramWriter.telegram(identity, access, part, telegram == telegrams - 1);
  }
}
