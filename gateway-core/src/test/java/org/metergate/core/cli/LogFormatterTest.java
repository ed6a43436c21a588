// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class LogFormatterTest {
  private final LogFormatter formatter = new LogFormatter();

  private String format(String text, Throwable thrown) {
    LogRecord record = new LogRecord(Level.WARNING, text);
    record.setThrown(thrown);
    return formatter.format(record);
  }

  @Test
  void writesTheTimeTheLevelAndTheSentence() {
    String line = format("heat: The meter is silent. Größe 5 °C, 10 €.", null);
    assertTrue(
        line.matches(
            "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d WARNING "
                + "heat: The meter is silent. Größe 5 °C, 10 €.\n"),
        line);
  }

  @Test
  void eachLineInTheJournalOfSystemdHasItsPriorityAndNoTime() {
    LogFormatter journal = new LogFormatter(true);
    LogRecord record = new LogRecord(Level.SEVERE, "heat: <7>it is over\nforged");
    record.setThrown(new IllegalStateException("why"));
    String[] lines = journal.format(record).split("\n");
    assertEquals("<3>heat: <7>it is over\\u000aforged", lines[0]);
    assertEquals("<3>java.lang.IllegalStateException: why", lines[1]);
    assertTrue(lines.length > 3);
    for (String line : lines) {
      assertTrue(line.startsWith("<3>"), line);
    }
    assertEquals("<4>w\n", journal.format(new LogRecord(Level.WARNING, "w")));
    assertEquals("<6>i\n", journal.format(new LogRecord(Level.INFO, "i")));
    assertEquals("<7>f\n", journal.format(new LogRecord(Level.FINE, "f")));
  }

  @Test
  void aLongTextOfAStrangerIsCutOffWithItsLength() {
    String line = format("bad URI " + "x".repeat(7000), null);
    assertTrue(line.endsWith("... (6008 more characters)\n"), line);
    assertTrue(line.length() < LogFormatter.LONGEST_TEXT + 100, line.length() + " characters");
  }

  @Test
  void noTextForgesALineOrControlsATerminal() {
    String line = format("a\r\n2026-01-01 b\u001b[2Jc\u009b\u202ed\u2028e\0f\ud800g", null);
    assertTrue(
        line.endsWith(
            "a\\u000d\\u000a2026-01-01 b\\u001b[2Jc\\u009b\\u202ed\\u2028e\\u0000f\\ud800g\n"),
        line);
  }

  @Test
  void aStackTraceIsBoundedHoweverDeepAndLongItsCausesAre() {
    Throwable thrown = deep(500, null);
    for (int i = 0; i < 20; i++) {
      thrown = deep(200, thrown);
    }
    String text = format("failed", thrown);
    String[] lines = text.split("\n");
    assertEquals(1 + LogFormatter.MOST_CAUSES * (2 + LogFormatter.MOST_FRAMES), lines.length, text);
    for (String line : lines) {
      assertTrue(line.length() < LogFormatter.LONGEST_TEXT + 100, line);
    }
  }

  private static Throwable deep(int depth, Throwable cause) {
    return depth > 0
        ? deep(depth - 1, cause)
        : new IllegalStateException("y\n".repeat(3000), cause);
  }

  @Test
  void randomTextsNeverBreakALine() {
    Random random = new Random(13);
    for (int i = 0; i < 2000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(3000); n > 0; n--) {
        text.append((char) random.nextInt(random.nextBoolean() ? 0x100 : 0x10000));
      }
      String line = format(text.toString().replace('{', '('), null);
      String inner = line.substring(0, line.length() - 1);
      assertTrue(inner.length() < LogFormatter.LONGEST_TEXT + 100);
      assertTrue(inner.chars().noneMatch(Character::isISOControl));
    }
  }
}
