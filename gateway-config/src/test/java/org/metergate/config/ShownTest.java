// SPDX-License-Identifier: Apache-2.0
package org.metergate.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShownTest {
  private static final String PROSE = "some words of a sentence ".repeat(8);
  private static final String LONG = "x".repeat(300);

  @Test
  void theTextBetweenQuotationsIsShownInFull() {
    for (String line :
        List.of(
            "The meter 'a' has " + PROSE + "the meter 'b', " + PROSE + "or 'c'.",
            "'a' " + PROSE + "'b'",
            "The meters' names, the meter's link " + PROSE + "and 'a', " + PROSE + "the user's.",
            "'the meter's name' " + PROSE + "'a'",
            "'' " + PROSE + "'a' and an open 'one " + PROSE)) {
      assertEquals(line, Shown.line(line));
    }
  }

  @Test
  void aLongQuotationAndALongWordAreShortenedWhereverTheyStand() {
    String shown = "x".repeat(59) + "…'";
    assertEquals(
        "It's '" + shown + ", not 'a' " + PROSE + "'" + shown + ".",
        Shown.line("It's '" + LONG + "', not 'a' " + PROSE + "'" + LONG + "'."));
    String spaced = "the user's words ".repeat(20);
    assertEquals(
        "Is '" + spaced.substring(0, 59) + "…' or 'b'.", Shown.line("Is '" + spaced + "' or 'b'."));
    assertEquals("x".repeat(60) + "… 'a' y", Shown.line(LONG + " 'a' y"));
    assertEquals("An open '" + "x".repeat(60) + "…", Shown.line("An open '" + LONG));
  }

  @Test
  void aTextOfQuotationMarksTakesNoLongerThanAnother() {
    for (String part : List.of("'", "a'", "' ", " '", "a'b ", " 'a", "'a' ")) {
      String text = part.repeat(2_000_000 / part.length());
      assertTimeoutPreemptively(
          Duration.ofSeconds(20), () -> assertTrue(Shown.line(text).length() <= 1001));
    }
  }
}
