// SPDX-License-Identifier: Apache-2.0
package org.metergate.output;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files with certificates or keys, whose names are in the configuration. */
final class PemFile {
  /** Many times the certificates of all public authorities. */
  private static final int MOST_BYTES = 16 << 20;

  private PemFile() {}

  /**
   * Reads a file as a whole.
   *
   * @param file a pipe or a device is refused, since its reader may wait for ever.
   * @return its bytes, at most 16 MB.
   * @throws IOException whose message is the sentence for people.
   */
  static byte[] read(Path file) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new IOException("'" + file + "' is not a regular file.");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new IOException("The file '" + file + "' has more than 16 MB.");
      }
      return bytes;
    } catch (java.nio.file.FileSystemException e) {
      throw new IOException("The file '" + file + "' cannot be read.", e);
    }
  }
}
