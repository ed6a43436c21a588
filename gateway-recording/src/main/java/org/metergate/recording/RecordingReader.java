// SPDX-License-Identifier: Apache-2.0
package org.metergate.recording;

import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.metergate.spi.codec.Hex;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.link.LineSettings;

/** Reads a recording line by line, so that a long one needs no memory. One thread. */
public final class RecordingReader {
  private static final Pattern LINE =
      Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)\\s+([<>!])\\s*(.*)");
  private static final Pattern EDGE =
      Pattern.compile("edge ([01])(?: line ([1-9]|[1-5]\\d|6[0-4]))?");
  private static final int LONGEST_LINE = 1 << 20;

  private final BufferedReader in;
  private int line;
  private long last;

  /**
   * Reads and checks the header.
   *
   * @param in the lines; the caller closes it.
   * @throws IOException when it cannot be read.
   * @throws MalformedException when the first line is not that of a recording.
   */
  public RecordingReader(BufferedReader in) throws IOException, MalformedException {
    this.in = in;
    String first = nextLine();
    if (first == null || !first.strip().equals(RecordingWriter.HEADER)) {
      throw new MalformedException(
          "line 1 is not '" + RecordingWriter.HEADER + "', so this is not a recording");
    }
  }

  /**
   * Reads the next event; comments and empty lines are skipped.
   *
   * @return the event, or empty at the end.
   * @throws IOException when it cannot be read.
   * @throws MalformedException that names the line that is not an event or goes back in time.
   */
  public Optional<RecordingEvent> next() throws IOException, MalformedException {
    String text = nextLine();
    while (text != null && (text.isBlank() || text.stripLeading().startsWith("#"))) {
      text = nextLine();
    }
    if (text == null) {
      return Optional.empty();
    }
    Matcher m = LINE.matcher(text.strip());
    if (!m.matches()) {
      throw wrong("is not of the form 'SECONDS < HEX'");
    }
    long nanos = new BigDecimal(m.group(1)).movePointRight(9).longValue();
    if (nanos < last) {
      throw wrong("goes back in time");
    }
    last = nanos;
    return Optional.of(event(nanos, m.group(2).charAt(0), m.group(3).strip()));
  }

  private RecordingEvent event(long nanos, char kind, String rest) throws MalformedException {
    if (kind == '!') {
      return special(nanos, rest);
    }
    byte[] bytes;
    try {
      bytes = Hex.parse(rest);
    } catch (MalformedException e) {
      throw wrong("does not hold bytes: " + e.getMessage());
    }
    if (bytes.length == 0) {
      throw wrong("has no bytes");
    }
    return kind == '<'
        ? new RecordingEvent.Received(nanos, bytes)
        : new RecordingEvent.Sent(nanos, bytes);
  }

  private RecordingEvent special(long nanos, String rest) throws MalformedException {
    switch (rest) {
      case "silence":
        return new RecordingEvent.Silence(nanos);
      case "request on":
      case "request off":
        return new RecordingEvent.Request(nanos, rest.endsWith("on"));
      default:
        Matcher edge = EDGE.matcher(rest);
        if (edge.matches()) {
          int line = edge.group(2) == null ? 1 : Integer.parseInt(edge.group(2));
          return new RecordingEvent.Edge(nanos, edge.group(1).equals("1"), line - 1);
        }
        if (rest.startsWith("settings ")) {
          Optional<LineSettings> settings = LineSettings.parse(rest.substring(9));
          if (settings.isPresent()) {
            return new RecordingEvent.Settings(nanos, settings.get());
          }
        }
        throw wrong("has '" + rest + "' after '!', which is unknown");
    }
  }

  private String nextLine() throws IOException, MalformedException {
    line++;
    StringBuilder text = new StringBuilder();
    int c;
    while ((c = in.read()) >= 0 && c != '\n') {
      if (text.length() == LONGEST_LINE) {
        throw wrong("is longer than " + LONGEST_LINE + " characters");
      }
      text.append((char) c);
    }
    return c < 0 && text.length() == 0 ? null : text.toString();
  }

  private MalformedException wrong(String what) {
    return new MalformedException("line " + line + " " + what);
  }
}
