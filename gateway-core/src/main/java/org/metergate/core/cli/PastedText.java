// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import org.metergate.setup.keys.KeyChoice;
import org.metergate.setup.keys.KeyText;
import org.metergate.time.SystemTime;

/**
 * A text that a person pastes on a terminal. It ends with an empty line; but a mail has empty lines
 * too, and what is left over of a paste would go to the shell and into its history, keys and all.
 * So an empty line ends it only where nothing else is waiting, and where two keys have come; else
 * one more empty line does.
 */
final class PastedText {
  /** A paste over a slow connection comes in pieces. */
  private static final Duration NEXT_PIECE = Duration.ofMillis(400);

  private static final Duration STEP = Duration.ofMillis(20);

  private final BufferedReader in;
  private final PrintWriter err;

  PastedText(BufferedReader in, PrintWriter err) {
    this.in = in;
    this.err = err;
  }

  String read() throws IOException {
    StringBuilder text = new StringBuilder();
    boolean asked = false;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.isBlank() && !text.toString().isBlank() && !moreComes()) {
        if (asked || KeyChoice.from(KeyText.read(text.toString())).isComplete()) {
          break;
        }
        asked = true;
        err.println(
            "There are no two keys in it yet; paste more, or press Enter once more to end.");
        err.flush();
      } else if (!line.isBlank()) {
        asked = false;
      }
      text.append(line).append('\n');
      if (text.length() > KeyText.LONGEST) {
        break;
      }
    }
    return text.toString();
  }

  private boolean moreComes() throws IOException {
    SystemTime time = new SystemTime();
    long end = time.nanos() + NEXT_PIECE.toNanos();
    while (!in.ready()) {
      if (time.nanos() >= end) {
        return false;
      }
      try {
        time.pause(STEP);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }
}
