// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.IOException;
import java.io.InputStream;

/** Bytes that a text has as hexadecimal digits; a subclass knows how they are laid out. */
abstract class BytesOfText extends InputStream {
  /** The text, from its beginning. */
  final InputStream text;

  /** How the text is called in sentences. */
  final String name;

  BytesOfText(InputStream text, String name) {
    this.text = text;
    this.name = name;
  }

  @Override
  public final int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public abstract int read(byte[] into, int offset, int length) throws IOException;

  @Override
  public final void close() throws IOException {
    text.close();
  }

  /** The text is not hexadecimal; the message is a sentence with the place. */
  static final class NoHexException extends IOException {
    private static final long serialVersionUID = 1L;

    NoHexException(String sentence) {
      super(sentence);
    }
  }
}
