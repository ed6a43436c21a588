// SPDX-License-Identifier: Apache-2.0
package org.metergate.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.CRC32;

/**
 * A file of the page that is part of the program.
 *
 * @param type its content type.
 * @param bytes the content; not copied.
 * @param tag its ETag, made from the content.
 */
record StaticFile(String type, byte[] bytes, String tag) {

  /** Reads a file from the package of this class. */
  static StaticFile load(String name, String type) {
    try (InputStream in = StaticFile.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("the program lacks its file " + name);
      }
      byte[] bytes = in.readAllBytes();
      CRC32 sum = new CRC32();
      sum.update(bytes);
      String tag = Long.toHexString(sum.getValue()) + "-" + Integer.toHexString(bytes.length);
      return new StaticFile(type, bytes, '"' + tag + '"');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
