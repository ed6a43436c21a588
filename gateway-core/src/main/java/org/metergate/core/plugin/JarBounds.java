// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Unfolds the entries of jars once, without keeping them, before a class loader does: what a jar
 * says of its own sizes may be wrong, and a few kilobytes can unfold to more than the memory.
 */
final class JarBounds {
  /** Of all jars of one plug-in; a class loader keeps what it has unfolded of the classes. */
  static final long MOST_BYTES = 256L << 20;

  /** Of one entry, which is in memory as a whole while it is read. */
  static final long MOST_OF_ENTRY = 16L << 20;

  /** Of an entry below META-INF: a manifest is in memory several times. */
  static final long MOST_OF_MANIFEST = 1L << 20;

  static final int MOST_ENTRIES = 20_000;

  /** The list of all entries, which is in memory as long as the jar is open. */
  static final long MOST_OF_DIRECTORY = 4L << 20;

  // APPNOTE.TXT of PKWARE, section 4.3.16: the record at the end, and its comment
  private static final int END_SIGNATURE = 0x06054b50;
  private static final int END_SIZE = 22;
  private static final int LONGEST_COMMENT = 65_535;

  private final byte[] buffer = new byte[8192];
  private long bytes;
  private int entries;

  /** Checks a jar in addition to those before. */
  void check(Path jar) throws IOException, PluginJars.Unfit {
    checkDirectory(jar);
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      Enumeration<? extends ZipEntry> all = zip.entries();
      while (all.hasMoreElements()) {
        ZipEntry entry = all.nextElement();
        if (++entries > MOST_ENTRIES) {
          throw tooMuch("more than " + MOST_ENTRIES + " entries");
        }
        try (InputStream in = zip.getInputStream(entry)) {
          unfold(entry.getName(), in);
        }
      }
    } catch (ZipException e) {
      return; // reported with the name of the jar when its list is read
    } catch (IllegalArgumentException e) {
      throw new PluginJars.Unfit("It is not a jar, or is damaged: a name in it is not text.");
    }
  }

  private void unfold(String name, InputStream in) throws IOException, PluginJars.Unfit {
    long most = name.startsWith("META-INF/") ? MOST_OF_MANIFEST : MOST_OF_ENTRY;
    long size = 0;
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      size += read;
      bytes += read;
      if (size > most) {
        throw tooMuch("an entry of more than " + (most >> 20) + " MB");
      }
      if (bytes > MOST_BYTES) {
        throw tooMuch("more than " + (MOST_BYTES >> 20) + " MB");
      }
    }
  }

  /** Reads how long the list of entries is: the platform reads all of it into memory. */
  private static void checkDirectory(Path jar) throws IOException, PluginJars.Unfit {
    try (FileChannel channel = FileChannel.open(jar, StandardOpenOption.READ)) {
      int length = (int) Math.min(channel.size(), END_SIZE + LONGEST_COMMENT);
      ByteBuffer end = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
      channel.position(channel.size() - length);
      while (end.hasRemaining() && channel.read(end) >= 0) {
        continue;
      }
      for (int at = length - END_SIZE; at >= 0; at--) {
        if (end.getInt(at) == END_SIGNATURE) {
          long directory = end.getInt(at + 12) & 0xFFFFFFFFL; // 0xFFFFFFFF: in a Zip64 record
          int count = end.getShort(at + 10) & 0xFFFF;
          if (directory > MOST_OF_DIRECTORY || count > MOST_ENTRIES) {
            throw tooMuch("more than " + MOST_ENTRIES + " entries");
          }
          return;
        }
      }
    }
  }

  private static PluginJars.Unfit tooMuch(String what) {
    return new PluginJars.Unfit("It unfolds to " + what + ", which no driver needs.");
  }
}
