// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.metergate.spi.link.ByteLink;
import org.metergate.time.VirtualTime;

/**
 * A captured stream as a link: raw bytes, hexadecimal text, or a recording, which is recognised by
 * its first line. It is read as needed, so its size costs no memory.
 */
final class Capture implements AutoCloseable {
  private static final int BUFFER = 1 << 16;
  private static final int LOOK_AHEAD = 256;

  private final String name;
  private final InputStream in;
  private final boolean looksLikeHex;
  private final ByteLink link;

  private Capture(String name, InputStream in, boolean hex, VirtualTime time) throws IOException {
    this.name = name;
    this.in = in;
    boolean recording = Recordings.isRecording(in);
    this.looksLikeHex = !hex && !recording && beginsLikeHex(in);
    this.link =
        recording
            ? Recordings.link(name, in, time)
            : new StreamLink(hex ? new HexInput(in, name) : in, name, time);
  }

  /** Opens a file, or standard input for {@code -}. */
  static Capture open(Path file, boolean hex, VirtualTime time) throws IOException {
    if (file.toString().equals("-")) {
      return new Capture("standard input", new BufferedInputStream(System.in, BUFFER), hex, time);
    }
    if (Files.isDirectory(file)) {
      throw new CommandException(CommandException.FAULT, file + " is a folder, not a capture.");
    }
    InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    try {
      return new Capture(file.toString(), in, hex, time);
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
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
    return e instanceof HexInput.NoHexException
        ? e.getMessage()
        : name + " cannot be read to its end: " + FileErrorText.reason(e) + ".";
  }

  /** Whether it looks like hexadecimal text although {@code --hex} was not given. */
  boolean looksLikeHex() {
    return looksLikeHex;
  }

  /** Returns a sentence with the likely reason why nothing was read from it. */
  String emptyReason() {
    if (looksLikeHex) {
      return name + " contains hexadecimal text: add --hex.";
    }
    return link instanceof StreamLink stream && stream.bytes() == 0
        ? name + " is empty."
        : name + " contains nothing that this driver reads.";
  }

  private static boolean beginsLikeHex(InputStream in) throws IOException {
    in.mark(LOOK_AHEAD);
    byte[] first = in.readNBytes(LOOK_AHEAD);
    in.reset();
    return new String(first, StandardCharsets.ISO_8859_1).matches("(\\s*[0-9A-Fa-f]){8,}\\s*");
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
