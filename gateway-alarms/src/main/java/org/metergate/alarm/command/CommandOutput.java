// SPDX-License-Identifier: Apache-2.0
package org.metergate.alarm.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The output of a command: its beginning is kept, a megabyte is read, then the pipe is closed. A
 * thread of its own reads, since a child that outlives the command may keep the pipe open.
 */
final class CommandOutput {
  private static final int KEPT = 2048;
  private static final int SHOWN = 200;
  private static final long MOST = 1 << 20;
  private static final long END_MS = 500;

  private final InputStream in;
  private final byte[] kept = new byte[KEPT];
  private final Thread reader = new Thread(this::read, "alarm-output");
  private int length;

  CommandOutput(InputStream in) {
    this.in = in;
    reader.setDaemon(true);
    reader.start();
  }

  private void read() {
    byte[] buffer = new byte[8192];
    long total = 0;
    try (InputStream closing = in) {
      for (int n = closing.read(buffer); n >= 0 && total < MOST; n = closing.read(buffer)) {
        keep(buffer, n);
        total += n;
      }
    } catch (IOException e) {
      System.getLogger(CommandOutput.class.getName())
          .log(System.Logger.Level.DEBUG, "the output of the command ended", e);
    }
  }

  private synchronized void keep(byte[] bytes, int count) {
    int more = Math.min(count, KEPT - length);
    System.arraycopy(bytes, 0, kept, length, more);
    length += more;
  }

  /** Waits a moment for what the command wrote last, then stops reading. */
  void end() throws InterruptedException {
    reader.join(END_MS);
    if (reader.isAlive()) {
      closeQuietly();
    }
  }

  private void closeQuietly() {
    try {
      in.close();
    } catch (IOException e) {
      System.getLogger(CommandOutput.class.getName())
          .log(System.Logger.Level.DEBUG, "the output of the command is closed", e);
    }
  }

  /** Returns the beginning of the output, on one line. */
  synchronized String said() {
    String text =
        new String(kept, 0, length, StandardCharsets.UTF_8)
            .replaceAll("[\\p{Cc}\\s]+", " ")
            .strip();
    if (text.isEmpty()) {
      return "nothing";
    }
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }
}
