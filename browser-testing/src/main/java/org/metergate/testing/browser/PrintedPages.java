// SPDX-License-Identifier: Apache-2.0
package org.metergate.testing.browser;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads back what was printed, with the program pdftotext. */
public final class PrintedPages {
  private static final Path PROGRAM = Path.of("/usr/bin/pdftotext");

  private PrintedPages() {}

  /**
   * Returns the text of a printed file. The running test is skipped where the program is absent.
   *
   * @param file a PDF.
   * @return its lines as they stand on the paper; a form feed after each page.
   * @throws IOException when the file cannot be read.
   * @throws InterruptedException when the test is ended.
   */
  public static String text(Path file) throws IOException, InterruptedException {
    assumeTrue(
        Files.isExecutable(PROGRAM),
        "there is no pdftotext (package poppler-utils), so this test is skipped");
    Process process =
        new ProcessBuilder(PROGRAM.toString(), "-layout", file.toString(), "-")
            .redirectErrorStream(true)
            .start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("pdftotext: " + text);
    }
    return text;
  }
}
