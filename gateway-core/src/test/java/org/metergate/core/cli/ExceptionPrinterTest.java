// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ExceptionPrinterTest {
  private final StringWriter err = new StringWriter();
  private final PrintWriter to = new PrintWriter(err, true);

  private int handle(Exception e) {
    CommandLine line = Main.commandLine().setErr(to);
    return new ExceptionPrinter().handleExecutionException(e, line, null);
  }

  @Test
  void saysTheSentenceAndEndsWithTheCodeOfACommandThatGaveUp() {
    assertEquals(2, handle(new CommandException(2, "The wire is cut.")));
    assertEquals("metergate: The wire is cut.\n", err.toString());
  }

  @Test
  void namesTheClassAndPlaceOfAMistakeOfTheProgramButNeitherItsTextNorItsStack() {
    assertEquals(1, handle(new IllegalStateException("5AD84121D9D20B364B7A11F3C1B5827F")));
    String text = err.toString();
    assertTrue(
        text.matches(
            "metergate: This is a bug in the program: IllegalStateException in "
                + "org\\.metergate\\.core\\.cli\\.ExceptionPrinterTest\\.names.*\\(ExceptionPrinterTest.java:\\d+\\)\\.\n"
                + "Please report this line; .*\n"),
        text);
    assertFalse(text.contains("5AD8"), text);
    assertEquals(2, text.lines().count());
  }

  @Test
  void showsTheStackToADeveloperWhoAsks() {
    System.setProperty("metergate.trace", "true");
    try {
      ExceptionPrinter.report(to, new IllegalStateException());
    } finally {
      System.clearProperty("metergate.trace");
    }
    assertTrue(err.toString().contains("\tat org.metergate"), err.toString());
  }

  @Test
  void saysHowToGiveMoreMemory() {
    ExceptionPrinter.report(to, new OutOfMemoryError());
    assertTrue(err.toString().contains("METERGATE_JAVA_OPTS=-Xmx128m"), err.toString());
  }

  @Test
  void saysNothingWhenTheOutputIsClosedOrSomebodyInterrupts() {
    assertEquals(141, handle(new OutputClosedException()));
    assertEquals(1, handle(new InterruptedException()));
    assertEquals("", err.toString());
  }

  @Test
  void givesTheReasonOfAnErrorWithAFileWithoutItsNameAndClass() {
    assertEquals(
        "there is no such file or folder", FileErrorText.reason(new NoSuchFileException("x")));
    assertEquals(
        "this user has no permission", FileErrorText.reason(new AccessDeniedException("x")));
    assertEquals(
        "No space left on device",
        FileErrorText.reason(new FileSystemException("x", null, "No space left on device")));
    assertEquals("Is a directory", FileErrorText.reason(new IOException("Is a directory")));
    assertEquals("IOException", FileErrorText.reason(new IOException()));
  }
}
