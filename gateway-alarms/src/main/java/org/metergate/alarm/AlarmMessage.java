// SPDX-License-Identifier: Apache-2.0
package org.metergate.alarm;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What is reported to a person.
 *
 * @param gateway the configured name of the gateway.
 * @param alarm the configured name of the alarm.
 * @param event what happened.
 * @param watched with what; empty for a test.
 * @param sentence what is reported, without the name of the meter or output.
 * @param next what to do.
 * @param since when it began.
 * @param time of the message.
 * @param suppressed how often it began or ended since the last message about it, without a message.
 */
public record AlarmMessage(
    String gateway,
    String alarm,
    Event event,
    Optional<Watched> watched,
    String sentence,
    Optional<String> next,
    Instant since,
    Instant time,
    int suppressed) {

  /** What happened. */
  public enum Event {
    /** Something went wrong. */
    BEGIN,
    /** It is over. */
    END,
    /** Nothing: somebody wants to know whether messages arrive. */
    TEST;

    /**
     * Returns the word in messages.
     *
     * @return {@code begin}, {@code end} or {@code test}.
     */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Creates a test.
   *
   * @param gateway the configured name of the gateway.
   * @param alarm the configured name of the alarm.
   * @param now the moment.
   * @return to be sent like any other message.
   */
  public static AlarmMessage test(String gateway, String alarm, Instant now) {
    return new AlarmMessage(
        gateway,
        alarm,
        Event.TEST,
        Optional.empty(),
        AlarmText.test(gateway, alarm),
        Optional.empty(),
        now,
        now,
        0);
  }

  /**
   * Returns a name of this message that stays the same when it is sent again.
   *
   * @return letters, digits, {@code -}, {@code _} and {@code .}.
   */
  public String id() {
    String what = watched.map(one -> one.key() + "." + event.word()).orElse(event.word());
    return gateway + "." + alarm + "." + what + "." + time.toEpochMilli();
  }

  /** Returns this message in place of an older one about the same that nobody got. */
  AlarmMessage instead(AlarmMessage older) {
    return new AlarmMessage(
        gateway,
        alarm,
        event,
        watched,
        sentence,
        next,
        since,
        time,
        suppressed + older.suppressed + 1);
  }
}
