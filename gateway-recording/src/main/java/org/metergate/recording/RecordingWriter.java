// SPDX-License-Identifier: Apache-2.0
package org.metergate.recording;

import java.io.IOException;
import java.util.Locale;

/**
 * Writes a recording line by line, so that one that was cut short is still valid up to that point.
 * One thread.
 */
public final class RecordingWriter {
  /** The first line of every recording; the number is the version of the format. */
  public static final String HEADER = "# metergate-recording 1";

  private final Appendable out;

  /**
   * Writes the header.
   *
   * @param out receives the lines; the caller flushes and closes it.
   * @throws IOException when it cannot be written.
   */
  public RecordingWriter(Appendable out) throws IOException {
    this.out = out;
    out.append(HEADER).append('\n');
  }

  /**
   * Writes a comment.
   *
   * @param text one line.
   * @throws IOException when it cannot be written.
   */
  public void comment(String text) throws IOException {
    out.append("# ").append(text.replaceAll("\\R", " ")).append('\n');
  }

  /**
   * Writes one event.
   *
   * @param event not earlier than the previous one.
   * @throws IOException when it cannot be written.
   */
  public void write(RecordingEvent event) throws IOException {
    long micros = event.nanos() / 1000;
    out.append(
        String.format(
            Locale.ROOT, "%d.%06d %s\n", micros / 1_000_000, micros % 1_000_000, event.body()));
  }
}
