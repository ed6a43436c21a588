// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.metergate.spi.link.ByteLink;
import org.metergate.time.VirtualTime;

/**
 * A captured stream as a link: a recording, which is recognised by its first line; hexadecimal
 * text, a dump or a log of bytes, recognised by its beginning; or raw bytes. It is read as needed,
 * so its size costs no memory.
 */
final class Capture implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  /** Some comments and some lines of digits fit in. */
  private static final int LOOK_AHEAD = 1 << 14;

  /** What some editors write at the beginning of a text in UTF-8. */
  private static final String BYTE_ORDER_MARK = "\u00EF\u00BB\u00BF";

  /** Fewer digits than these may be raw bytes, */
  private static final int LEAST_DIGITS = 8;

  /** and behind these, which are more than a number in a telegram has, any other is a mistake. */
  private static final int SURE_DIGITS = 256;

  private final String name;
  private final InputStream in;
  private final ByteLink link;

  private Capture(String name, InputStream in, boolean hex, VirtualTime time) throws IOException {
    this.name = name;
    this.in = in;
    boolean recording = Recordings.isRecording(in);
    this.link =
        recording
            ? Recordings.link(name, in, time)
            : new StreamLink(bytes(in, hex, name), name, time);
  }

  /** Opens a file, or standard input for {@code -}. */
  static Capture open(Path file, boolean hex, VirtualTime time) throws IOException {
    if (file.toString().equals("-")) {
      return new Capture("standard input", new BufferedInputStream(System.in, BUFFER), hex, time);
    }
    if (Files.isDirectory(file)) {
      throw new CommandException(CommandException.FAULT, file + " is a folder, not a capture.");
    }
    InputStream in = new BufferedInputStream(input(file), BUFFER);
    try {
      return new Capture(file.toString(), in, hex, time);
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  /** Opens a file; a pipe, which has no position, is none that a channel could read. */
  static InputStream input(Path file) throws IOException {
    boolean isPipe = Files.exists(file) && !Files.isRegularFile(file);
    return isPipe ? new FileInputStream(file.toFile()) : Files.newInputStream(file);
  }

  ByteLink link() {
    return link;
  }

  /** Returns a sentence with the reason why it could not be read to its end, if there is one. */
  Optional<String> failure() {
    return link instanceof StreamLink stream
        ? Optional.ofNullable(stream.failure()).map(this::sentence)
        : Optional.empty();
  }

  private String sentence(IOException e) {
    return e instanceof BytesOfText.NoHexException
        ? e.getMessage()
        : name + " cannot be read to its end: " + FileErrorText.reason(e) + ".";
  }

  /** Returns a sentence with the likely reason why nothing was read from it. */
  String emptyReason() {
    return link instanceof StreamLink stream && stream.bytes() == 0
        ? name + " is empty."
        : name + " contains nothing that this driver reads.";
  }

  /** Returns the bytes that a stream is or, in one of several layouts, writes. */
  private static InputStream bytes(InputStream in, boolean hex, String name) throws IOException {
    String beginning = beginning(in);
    if (beginning.startsWith(BYTE_ORDER_MARK)) {
      String text = beginning.substring(BYTE_ORDER_MARK.length());
      if (hex || beginsWithHex(text) || HexLines.radixOfDump(text) != 0 || HexLines.isLog(text)) {
        in.skipNBytes(BYTE_ORDER_MARK.length());
        beginning = text;
      }
    }
    int radix = HexLines.radixOfDump(beginning);
    if (radix != 0) {
      return new HexLines(in, name, radix);
    }
    if (beginsWithHex(beginning)) {
      return new HexInput(in, name);
    }
    if (HexLines.isLog(beginning)) {
      return new HexLines(in, name, 0);
    }
    return hex ? new HexInput(in, name) : in;
  }

  /** Looks at what has arrived, at the first part of a file, and leaves it unread. */
  private static String beginning(InputStream in) throws IOException {
    byte[] first = new byte[LOOK_AHEAD];
    in.mark(LOOK_AHEAD);
    int count = Math.max(0, in.read(first));
    in.reset();
    return new String(first, 0, count, StandardCharsets.ISO_8859_1);
  }

  private static boolean beginsWithHex(String text) {
    String digits = text.replaceAll("#[^\\n]*|\\s", "");
    return digits.length() >= LEAST_DIGITS
        && digits.substring(0, Math.min(digits.length(), SURE_DIGITS)).matches("[0-9A-Fa-f]*");
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
