// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * Bytes from the text that another program wrote of them: lines of a dump or of a log, see {@link
 * HexLine}. The layout is recognised by the beginning. The bytes of a line are there as soon as its
 * end is.
 */
final class HexLines extends BytesOfText {
  /** Fewer bytes than these may be words that look like them. */
  private static final int LEAST_BYTES = 8;

  /** Behind this many characters a line is read in pieces, each up to where a byte ends. */
  private static final int PIECE = 4096;

  private static final String END_OF_PIECE = " \t,:;";

  /** A piece without a place to divide it. */
  private static final int LONGEST = 1 << 16;

  /** How a dump writes that lines are like the one before. */
  private static final String SAME = "*";

  /** How dumps write offsets; od has eight digits of each. */
  private static final List<Integer> RADIXES = List.of(16, 8, 10);

  /** A text has no others below the blank. */
  private static final String CONTROLS = "\t\r\n\f";

  private static final byte[] NOTHING = {};

  private final int radix;
  private final StringBuilder read = new StringBuilder();
  private int line;
  private byte[] bytes = NOTHING;
  private int next;
  private boolean same;
  private byte[] row = NOTHING;
  private byte[] rowBehind = NOTHING;
  private long offset;
  private long repeated; // bytes of rows that are like the one before

  /**
   * Reads a text from its beginning.
   *
   * @param radix of the offsets of a dump; 0 for a log.
   */
  HexLines(InputStream text, String name, int radix) {
    super(text, name);
    this.radix = radix;
  }

  /**
   * Recognises a dump by the offset 0 of its first line, and that its second line goes on there.
   *
   * @return the radix of the offsets; 0 if it is no dump.
   */
  static int radixOfDump(String beginning) {
    List<String> lines = lines(beginning);
    Optional<byte[]> first = lines.isEmpty() ? Optional.empty() : HexLine.ofDump(lines.get(0));
    if (first.isEmpty() || first.get().length == 0 || HexLine.offset(lines.get(0), 16) != 0) {
      return 0;
    }
    if (lines.size() == 1) {
      return lines.get(0).matches("\\s*0+(:|  ).*") ? 16 : 0;
    }
    String second = lines.get(1);
    if (second.strip().equals(SAME)) {
      return 16;
    }
    return HexLine.ofDump(second).isEmpty()
        ? 0
        : RADIXES.stream()
            .filter(radix -> HexLine.offset(second, radix) == first.get().length)
            .findFirst()
            .orElse(0);
  }

  /** Returns whether a text begins as a log of bytes does. */
  static boolean isLog(String beginning) {
    List<String> lines = lines(beginning);
    return isLog(lines) || lines.size() > 1 && isLog(lines.subList(0, lines.size() - 1));
  }

  private static boolean isLog(List<String> lines) {
    int count = 0;
    for (String line : lines) {
      Optional<byte[]> bytes = HexLine.ofLog(line);
      if (bytes.isEmpty()) {
        return false;
      }
      count += bytes.get().length;
    }
    return count >= LEAST_BYTES;
  }

  /** The lines of the beginning of a text; the last one may be cut. */
  private static List<String> lines(String beginning) {
    if (!beginning.chars().allMatch(c -> c >= ' ' || CONTROLS.indexOf(c) >= 0)) {
      return List.of();
    }
    boolean isCut = beginning.indexOf('\n') < 0 && beginning.length() >= PIECE;
    String whole = isCut ? beginning.replaceFirst("[0-9A-Za-z]+$", "") : beginning;
    return whole.lines().filter(line -> !line.isBlank()).toList();
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (next == bytes.length) {
      next = 0;
      if (repeated > 0) {
        bytes = row;
        repeated -= row.length;
      } else if (rowBehind.length > 0) {
        bytes = rowBehind;
        row = rowBehind;
        rowBehind = NOTHING;
      } else {
        bytes = NOTHING;
        if (!readLine()) {
          return -1;
        }
        if (radix != 0) {
          readRow(read.toString());
        } else {
          bytes = HexLine.ofLog(read.toString()).orElseThrow(this::mistake);
        }
      }
    }
    int count = Math.min(length, bytes.length - next);
    System.arraycopy(bytes, next, into, offset, count);
    next += count;
    return count;
  }

  /** Reads the next line, or a piece of one; returns false at the end. */
  private boolean readLine() throws IOException {
    boolean isNew = read.length() == 0 || read.charAt(read.length() - 1) == '\n';
    line += isNew ? 1 : 0;
    read.setLength(0);
    int c = text.read();
    while (c >= 0) {
      read.append((char) c);
      if (c == '\n' || read.length() >= PIECE && END_OF_PIECE.indexOf(c) >= 0) {
        return true;
      }
      if (read.length() > LONGEST) {
        throw mistake();
      }
      c = text.read();
    }
    return read.length() > 0;
  }

  private void readRow(String text) throws IOException {
    if (text.isBlank() || text.strip().equals(SAME)) {
      same |= !text.isBlank();
      return;
    }
    byte[] found = HexLine.ofDump(text).orElseThrow(this::mistake);
    long at = HexLine.offset(text, radix);
    repeated = same && row.length > 0 ? Math.max(0, at - offset) : 0;
    same = false;
    offset = at + found.length;
    rowBehind = found;
  }

  private NoHexException mistake() {
    String what = radix != 0 ? "is no line of a dump." : "has something else than bytes.";
    return new NoHexException(name + ", line " + line + ", " + what);
  }
}
