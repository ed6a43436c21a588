// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class PastedTextTest {
  private static final String E = "C05E7A19D3B2486F90AD1E7733F8042B";
  private static final String A = "18F3D9A60B7C42E5816E0FD25A94B37C";

  /** A terminal at which one piece after the other is pasted; a piece is there at once. */
  private static final class Pieces extends Reader {
    private final Deque<String> left;

    private Pieces(String... pieces) {
      left = new ArrayDeque<>(List.of(pieces));
    }

    @Override
    public int read(char[] into, int offset, int length) {
      String piece = left.poll();
      if (piece == null) {
        return -1;
      }
      piece.getChars(0, piece.length(), into, offset);
      return piece.length();
    }

    @Override
    public boolean ready() {
      return false;
    }

    @Override
    public void close() {}
  }

  private final StringWriter said = new StringWriter();

  private String read(Pieces pieces) throws IOException {
    return new PastedText(new BufferedReader(pieces), new PrintWriter(said, true)).read();
  }

  @Test
  void anEmptyLineEndsItOnceTwoKeysAreThere() throws Exception {
    Pieces pieces = new Pieces("\n\nGPK60 " + E + "\nGPK61 " + A + "\n", "\n", "not read\n");
    assertTrue(read(pieces).endsWith(A + "\n"));
    assertEquals(1, pieces.left.size());
    assertEquals("", said.toString());
  }

  @Test
  void anEmptyLineWithinAPasteDoesNotEndIt() throws Exception {
    String mail = "Hello\n\nGPK60 " + E + "\n\nGPK61 " + A + "\n\nBye\n\n";
    Pieces pieces = new Pieces(mail, "not read\n");
    assertTrue(read(pieces).contains("Bye"));
    assertEquals(1, pieces.left.size());
  }

  @Test
  void withoutTwoKeysItAsksForMoreAndASecondEmptyLineEndsIt() throws Exception {
    Pieces pieces = new Pieces("GPK60 " + E + "\n", "\n", "GPK61 " + A + "\n", "\n", "rest\n");
    assertTrue(read(pieces).contains(A));
    assertEquals(1, pieces.left.size());
    assertTrue(said.toString().startsWith("There are no two keys in it yet"), said.toString());
    Pieces nothing = new Pieces("hello\n", "\n", "\n", "rest\n");
    read(nothing);
    assertEquals(1, nothing.left.size());
  }

  @Test
  void theEndOfTheInputEndsItToo() throws Exception {
    assertEquals("hello\n", read(new Pieces("hello")));
    assertEquals("", read(new Pieces()));
  }
}
