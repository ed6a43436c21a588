// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Formats the lines of the log, also those of libraries, which repeat what a sender wrote: each
 * text is on one line of at most {@value #LONGEST_TEXT} characters, without control characters and
 * others that are not shown; a stack trace has at most {@value #MOST_CAUSES} exceptions of {@value
 * #MOST_FRAMES} lines. So nobody can fill the log, forge a line of it or control a terminal that
 * shows it. In the journal of systemd each line has its priority instead of time and level. Any
 * thread.
 */
final class LogFormatter extends Formatter {
  static final int LONGEST_TEXT = 1000;
  static final int MOST_CAUSES = 3;
  static final int MOST_FRAMES = 12;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  static final int ERROR_PRIORITY = 3;
  static final int WARNING_PRIORITY = 4;
  static final int INFO_PRIORITY = 6;
  private static final int DEBUG_PRIORITY = 7;

  private final boolean priorities;

  LogFormatter() {
    this(false);
  }

  /** Writes priorities of systemd's journal if wanted, instead of time and level. */
  LogFormatter(boolean priorities) {
    this.priorities = priorities;
  }

  /** Formats everything that is logged from now on with this class. */
  static void install(boolean priorities) {
    for (Handler handler : Logger.getLogger("").getHandlers()) {
      handler.setFormatter(new LogFormatter(priorities));
    }
  }

  private static int priority(Level level) {
    if (level.intValue() >= Level.SEVERE.intValue()) {
      return ERROR_PRIORITY;
    } else if (level.intValue() >= Level.WARNING.intValue()) {
      return WARNING_PRIORITY;
    }
    return level.intValue() >= Level.INFO.intValue() ? INFO_PRIORITY : DEBUG_PRIORITY;
  }

  @Override
  public String format(LogRecord record) {
    StringBuilder lines = new StringBuilder(200);
    if (!priorities) {
      lines
          .append(TIME.format(LocalDateTime.ofInstant(record.getInstant(), ZoneId.systemDefault())))
          .append(' ')
          .append(record.getLevel().getLocalizedName())
          .append(' ');
    }
    append(lines, formatMessage(record));
    lines.append('\n');
    Throwable thrown = record.getThrown();
    for (int cause = 0; thrown != null && cause < MOST_CAUSES; cause++) {
      appendTrace(lines, cause == 0 ? "" : "Caused by: ", thrown);
      thrown = thrown.getCause();
    }
    return priorities ? prefixed(lines, priority(record.getLevel())) : lines.toString();
  }

  /** Each line needs the prefix: the journal takes lines one by one. */
  private static String prefixed(StringBuilder lines, int priority) {
    StringBuilder prefixed = new StringBuilder(lines.length() + 80);
    lines
        .toString()
        .lines()
        .forEach(
            line -> prefixed.append('<').append(priority).append('>').append(line).append('\n'));
    return prefixed.toString();
  }

  private static void appendTrace(StringBuilder lines, String prefix, Throwable thrown) {
    append(lines, prefix + thrown);
    lines.append('\n');
    StackTraceElement[] frames = thrown.getStackTrace();
    int shown = Math.min(frames.length, MOST_FRAMES);
    for (int i = 0; i < shown; i++) {
      append(lines.append("\tat "), frames[i].toString());
      lines.append('\n');
    }
    if (shown < frames.length) {
      lines.append("\t... ").append(frames.length - shown).append(" more\n");
    }
  }

  private static void append(StringBuilder line, String text) {
    String whole = String.valueOf(text);
    int end = line.length() + LONGEST_TEXT;
    int at = 0;
    while (at < whole.length() && line.length() < end) {
      int point = whole.codePointAt(at);
      at += Character.charCount(point);
      if (isShown(point)) {
        line.appendCodePoint(point);
      } else {
        line.append(String.format(Locale.ROOT, "\\u%04x", point));
      }
    }
    if (at < whole.length()) {
      line.append("... (").append(whole.length() - at).append(" more characters)");
    }
  }

  private static boolean isShown(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
