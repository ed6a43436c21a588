// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.backup;

import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Sums what is written, by SHA-256; writes it nowhere. */
final class Digest extends OutputStream {
  private final MessageDigest digest;
  private long bytes;

  Digest() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  static String of(byte[] content) {
    Digest digest = new Digest();
    digest.write(content, 0, content.length);
    return digest.hex();
  }

  @Override
  public void write(int b) {
    digest.update((byte) b);
    bytes++;
  }

  @Override
  public void write(byte[] from, int offset, int length) {
    digest.update(from, offset, length);
    bytes += length;
  }

  long bytes() {
    return bytes;
  }

  /** Returns the sum; once. */
  String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
