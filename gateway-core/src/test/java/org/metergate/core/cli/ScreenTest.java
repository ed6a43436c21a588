// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScreenTest {
  private static final String END = System.lineSeparator();

  private final StringWriter text = new StringWriter();

  @Test
  void redrawsOnATerminalInTheSamePlaceAndClearsWhatWasThere() {
    Screen screen = new Screen(new PrintWriter(text), true);
    screen.show(List.of("one", "two"));
    screen.show(List.of("three"));
    assertEquals(
        "\u001b[2J\u001b[Hone\u001b[K"
            + END
            + "two\u001b[K"
            + END
            + "\u001b[J"
            + "\u001b[Hthree\u001b[K"
            + END
            + "\u001b[J",
        text.toString());
  }

  @Test
  void appendsWhereThereIsNoTerminal() {
    Screen screen = new Screen(new PrintWriter(text), false);
    screen.show(List.of("one"));
    screen.show(List.of("two"));
    assertEquals("one" + END + END + "two" + END, text.toString());
  }

  @Test
  void aLineControlsNoTerminal() {
    new Screen(new PrintWriter(text), false).show(List.of("a\u001b]0;x\u0007b\u009bc\r\nd"));
    assertEquals("a\\u001b]0;x\\u0007b\\u009bc\\u000d\\u000ad" + END, text.toString());
  }

  @Test
  void whatDoesNotFitOnTheTerminalIsLeftOutAtTheEndAndCounted() {
    TerminalSize size = new TerminalSize(6, 10);
    List<String> five = List.of("1", "2", "3", "4", "5");
    assertEquals(five, size.fit(five));
    assertEquals(
        List.of("1", "2", "3", "4", "… 2 more lines in a larger window"),
        size.fit(List.of("1", "2", "3", "4", "5", "6")));
    assertEquals(
        List.of("1", "twelve char", "4", "… 2 more lines in a larger window"),
        size.fit(List.of("1", "twelve char", "4", "5", "6")),
        "a long line takes two rows");
    assertEquals(List.of("… 1 more line in a larger window"), size.fit(List.of("x".repeat(100))));
  }

  @Test
  void aTerminalOfUnknownSizeHasNone() {
    assertEquals(Optional.of(new TerminalSize(24, 80)), TerminalSize.parse("24 80\n"));
    for (String answer : List.of("0 0\n", "", "stty: not a terminal", "1 80", "24 9")) {
      assertEquals(Optional.empty(), TerminalSize.parse(answer), answer);
    }
  }
}
