// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Puts a priority of systemd's journal before each line of what the commands print for people: 3
 * for what begins with the program's name, which is why it ends, 4 for its warnings, 6 for the
 * rest. Any thread.
 */
final class PriorityLines extends FilterOutputStream {
  private static final byte[] ERROR = bytes("metergate: ");
  private static final byte[] WARNING = bytes("metergate: warning: ");
  private static final int LONGEST_BEGINNING = WARNING.length;

  private final byte[] beginning = new byte[LONGEST_BEGINNING];
  private int length;
  private boolean inLine;

  PriorityLines(OutputStream out) {
    super(out);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public synchronized void write(byte[] from, int offset, int count) throws IOException {
    for (int i = offset; i < offset + count; i++) {
      write(from[i]);
    }
  }

  @Override
  public synchronized void write(int octet) throws IOException {
    if (inLine) {
      out.write(octet);
      inLine = octet != '\n';
      return;
    }
    beginning[length++] = (byte) octet;
    if (octet == '\n' || length == LONGEST_BEGINNING) {
      writeBeginning();
      inLine = octet != '\n';
    }
  }

  private void writeBeginning() throws IOException {
    if (beginning[0] != '\n') {
      out.write(bytes("<" + priority() + ">"));
    }
    out.write(beginning, 0, length);
    length = 0;
  }

  private int priority() {
    if (beginsWith(WARNING)) {
      return LogFormatter.WARNING_PRIORITY;
    }
    return beginsWith(ERROR) ? LogFormatter.ERROR_PRIORITY : LogFormatter.INFO_PRIORITY;
  }

  private boolean beginsWith(byte[] text) {
    return length >= text.length && Arrays.equals(beginning, 0, text.length, text, 0, text.length);
  }

  /** What was held of a line without an end is written with it. */
  @Override
  public synchronized void close() throws IOException {
    if (length > 0) {
      writeBeginning();
    }
    super.close();
  }
}
