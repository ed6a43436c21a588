// SPDX-License-Identifier: Apache-2.0
package org.metergate.alarm;

import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.metergate.alarm.Watched.Kind;
import org.metergate.health.Age;

/** The words of messages: pure functions. What is returned has no control characters. */
public final class AlarmText {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
  private static final int LONGEST_TITLE = 120;

  /** More than a sentence of health has: the answer of a server may be in it. */
  private static final int LONGEST_SENTENCE = 600;

  private AlarmText() {}

  static String test(String gateway, String alarm) {
    return "This is a test of the alarm " + alarm + " of " + gateway + ".";
  }

  static String notHeard(Duration silence) {
    return "No reading has come for " + Age.exact(silence) + ".";
  }

  static String over(Kind kind, Duration lasted) {
    String after = " again, after " + Age.exact(lasted) + ".";
    return switch (kind) {
      case SILENT -> "Readings come" + after;
      case FAULT -> "All is well" + after;
      case BEHIND -> "Readings are delivered in time" + after;
    };
  }

  /**
   * Returns a title for some messages.
   *
   * @param messages at least one, of one gateway.
   * @return one line of at most 120 characters, such as {@code attic: heat: No reading has come for
   *     31 min.}
   */
  public static String title(List<AlarmMessage> messages) {
    AlarmMessage first = messages.get(0);
    String text = first.gateway() + ": " + named(first);
    String more = messages.size() == 1 ? "" : " And " + (messages.size() - 1) + " more.";
    return cut(printable(text), LONGEST_TITLE - more.length()) + more;
  }

  /**
   * Returns the whole text of some messages.
   *
   * @param messages at least one, of one gateway.
   * @param zone of the times of day.
   * @return lines that end with a line feed; about 700 characters for each message at most.
   */
  public static String body(List<AlarmMessage> messages, ZoneId zone) {
    StringBuilder text = new StringBuilder();
    for (AlarmMessage message : messages) {
      text.append(text.isEmpty() ? "" : "\n");
      text.append(cut(printable(named(message)), LONGEST_SENTENCE)).append('\n');
      message
          .next()
          .ifPresent(
              step ->
                  text.append("What to do: ")
                      .append(cut(printable(step), LONGEST_SENTENCE))
                      .append('\n'));
      if (message.watched().isPresent()) {
        text.append("Since ").append(TIME.format(message.since().atZone(zone))).append(".\n");
      }
      if (message.suppressed() > 0) {
        text.append(suppressed(message.suppressed())).append('\n');
      }
    }
    return text.append("\nGateway ").append(messages.get(0).gateway()).append('\n').toString();
  }

  private static String suppressed(int count) {
    return "It changed "
        + (count == 1 ? "once" : count + " times")
        + " before that without a message, since one an hour is sent at most.";
  }

  private static String named(AlarmMessage message) {
    return message
        .watched()
        .map(one -> one.label() + ": " + message.sentence())
        .orElse(message.sentence());
  }

  private static String printable(String text) {
    return text.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}\\s]+", " ").strip();
  }

  private static String cut(String text, int room) {
    if (text.length() <= room) {
      return text;
    }
    int end = room - 1;
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
  }
}
