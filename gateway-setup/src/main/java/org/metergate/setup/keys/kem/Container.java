// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.keys.kem;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Takes a file out of the archive in which it may be, by its bytes and not by its name: KEM files
 * often are ZIP archives that are named {@code .kem}.
 */
public final class Container {
  private static final int MOST_ENTRIES = 20;
  private static final int LONGEST_ENTRY = 1 << 20;

  /** XML is packed to a tenth; a hundredth of a large entry was made to fill a memory. */
  private static final int HIGHEST_RATIO = 100;

  private static final int SMALL = 1 << 16;

  private Container() {}

  private record Entry(String name, byte[] bytes) {}

  /**
   * Returns the file itself.
   *
   * @param bytes of a file, at most a megabyte.
   * @return the same bytes, or those of the one file with keys in the archive.
   * @throws KemException for an archive that is damaged, protected or too large, and for kinds of
   *     files from which no text can be taken, with what to do instead.
   */
  public static byte[] content(byte[] bytes) throws KemException {
    if (!isZip(bytes)) {
      refuse(bytes);
      return bytes;
    }
    List<Entry> entries = entries(bytes);
    List<Entry> kem = entries.stream().filter(entry -> KemFile.looksLike(entry.bytes)).toList();
    List<Entry> candidates = kem.isEmpty() ? entries : kem;
    if (candidates.isEmpty()) {
      throw new KemException("The archive is empty or damaged.");
    }
    if (candidates.size() > 1) {
      throw new KemException(
          "There are several files in the archive; unpack it and give the one with the keys.");
    }
    byte[] content = candidates.get(0).bytes;
    if (isZip(content)) {
      throw new KemException(
          "There is another archive in the archive; unpack it and give the file with the keys.");
    }
    refuse(content);
    return content;
  }

  private static boolean isZip(byte[] bytes) {
    return starts(bytes, 0x50, 0x4B, 3, 4) || starts(bytes, 0x50, 0x4B, 5, 6);
  }

  private static boolean starts(byte[] bytes, int... begin) {
    for (int i = 0; i < begin.length; i++) {
      if (i >= bytes.length || (bytes[i] & 0xFF) != begin[i]) {
        return false;
      }
    }
    return true;
  }

  private static List<Entry> entries(byte[] bytes) throws KemException {
    List<Entry> entries = new ArrayList<>();
    int total = 0;
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      int count = 0;
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (++count > MOST_ENTRIES) {
          throw new KemException(
              "The archive has more than 20 entries; give the file with the keys.");
        }
        String name = entry.getName().toLowerCase(Locale.ROOT);
        if (name.equals("[content_types].xml") || name.equals("mimetype")) {
          throw new KemException(
              "This is a document of a word processor or a spreadsheet; copy the keys out of it and"
                  + " paste them, or save it as text.");
        }
        byte[] content = zip.readNBytes(LONGEST_ENTRY + 1);
        total += content.length;
        boolean blown = total > SMALL && total / HIGHEST_RATIO > bytes.length;
        if (content.length > LONGEST_ENTRY || total > 4 * LONGEST_ENTRY || blown) {
          throw new KemException("The archive is much larger inside than any file with keys.");
        }
        if (!entry.isDirectory() && !name.startsWith("__macosx/")) {
          entries.add(new Entry(name, content));
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      boolean encrypted = String.valueOf(e.getMessage()).contains("encrypted");
      throw new KemException(
          encrypted
              ? "The archive itself has a password; unpack it and give the file that is inside."
              : "The archive is damaged.");
    }
    return entries;
  }

  /** Names the kinds of files that people try and that hold no text. */
  private static void refuse(byte[] bytes) throws KemException {
    if (starts(bytes, '%', 'P', 'D', 'F')) {
      throw new KemException(
          "This is a PDF file; open it, mark the keys, copy them and paste them here.");
    }
    boolean picture =
        starts(bytes, 0x89, 'P', 'N', 'G')
            || starts(bytes, 0xFF, 0xD8, 0xFF)
            || !isText(bytes)
                && (starts(bytes, 'G', 'I', 'F', '8')
                    || starts(bytes, 'I', 'I', '*', 0)
                    || starts(bytes, 'M', 'M', 0, '*')
                    || starts(bytes, 'R', 'I', 'F', 'F')
                    || starts(bytes, 'B', 'M'));
    if (picture) {
      throw new KemException(
          "This is a picture; type the keys from it, 0 and O, 1 and I with care, and paste them.");
    }
    if (starts(bytes, 0xD0, 0xCF, 0x11, 0xE0)) {
      throw new KemException(
          "This is a document of a word processor, a spreadsheet or a mail program; copy the keys"
              + " out of it and paste them.");
    }
    boolean archive =
        starts(bytes, 0x1F, 0x8B)
            || starts(bytes, '7', 'z', 0xBC, 0xAF)
            || starts(bytes, 'R', 'a', 'r', '!');
    if (archive) {
      throw new KemException("This is an archive; unpack it and give the file with the keys.");
    }
  }

  private static boolean isText(byte[] bytes) {
    for (int i = 0; i < Math.min(bytes.length, 64); i++) {
      if (bytes[i] == 0) {
        return false;
      }
    }
    return true;
  }
}
