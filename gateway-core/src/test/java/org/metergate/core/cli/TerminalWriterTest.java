// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.metergate.core.plugin.RejectedPlugin;

/** Nothing that a command prints controls the terminal or repeats a secret of its arguments. */
class TerminalWriterTest {
  private static final String KEY = "5AD84121D9D20B364B7A11F3C1B5827F";

  /** Clears the screen, sets the title, C1 sequences, writes backwards, a tag of another plane. */
  private static final String HOSTILE =
      "\u001b[2J\u001b]0;x\u0007\u009b31m\u202e\b\u007f\udb40\udc41";

  private final StringWriter printed = new StringWriter();

  @Test
  void controlCharactersArePrintedAsEscapesAndLinesStayAsTheyAre() {
    PrintWriter out = TerminalWriter.output(new PrintWriter(printed));
    out.print("a," + HOSTILE + "\r\nb\tø\n");
    out.print("rest");
    out.flush();
    String text = printed.toString();
    assertEquals(
        "a,\\u001b[2J\\u001b]0;x\\u0007\\u009b31m\\u202e\\u0008\\u007f\\udb40\\udc41\r\n"
            + "b\tø\nrest",
        text);
  }

  @Test
  void aLineOfJsonStaysTheSameJson() throws Exception {
    StringWriter json = new StringWriter();
    try (JsonGenerator generator = new JsonFactory().createGenerator(json)) {
      generator.writeStartObject();
      generator.writeStringField("text", HOSTILE + "ø");
      generator.writeEndObject();
    }
    PrintWriter out = TerminalWriter.output(new PrintWriter(printed));
    out.println(json);
    assertTrue(printed.toString().strip().codePoints().noneMatch(Character::isISOControl));
    assertEquals(HOSTILE + "ø", JsonLines.of(printed.toString()).get(0).get("text"));
  }

  @Test
  void aCarriageReturnInALineOverwritesNothing() {
    PrintWriter out = TerminalWriter.output(new PrintWriter(printed));
    out.print("refused\rgood   \n");
    assertEquals("", printed.toString().replace("refused\\u000dgood   \n", ""));
  }

  @Test
  void sentencesRepeatNoSecretOfTheArgumentsInAnyForm() {
    PrintWriter err =
        TerminalWriter.sentences(
            new PrintWriter(printed), List.of("decode", "--option", "encryption-key=" + KEY));
    err.println("the key " + KEY.toLowerCase() + " and " + KEY.replaceAll("(..)(?=.)", "$1 "));
    err.println("a driver says: " + HOSTILE);
    String text = printed.toString();
    assertFalse(text.toUpperCase().replace(" ", "").contains(KEY.substring(8, 20)), text);
    assertFalse(text.contains("\u001b"), text);
  }

  @Test
  void whatTheCodeOfAJarSaysOfItselfShowsNoKey() {
    String reason = Installation.reason(new RejectedPlugin("a.jar", "It failed: key " + KEY + "."));
    assertEquals("It failed: key (not shown).", reason);
  }

  @Test
  void anOutputThatIsClosedIsNoticed() {
    PrintWriter closed =
        TerminalWriter.output(
            new PrintWriter(
                new OutputStream() {
                  @Override
                  public void write(int b) throws java.io.IOException {
                    throw new java.io.IOException("Broken pipe");
                  }
                }));
    closed.println("line");
    assertTrue(closed.checkError());
  }
}
