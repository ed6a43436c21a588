// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The files of a bundle.
 *
 * @param entries in the order in which they are listed; the list of them is added by {@link #zip}.
 */
public record Bundle(List<BundleEntry> entries) {
  /** The most bytes of a zip file that are written. */
  public static final int MOST_BYTES = 2_000_000;

  /** The name of the list. */
  public static final String MANIFEST = "MANIFEST.txt";

  /** Copies the list. */
  public Bundle {
    entries = List.copyOf(entries);
  }

  /** A secret is in the bundle; the message names the file and the form, never the secret. */
  public static final class SecretFound extends Exception {
    private static final long serialVersionUID = 1L;

    SecretFound(String entry, String form) {
      super(
          "A key or password of the configuration is in "
              + entry
              + " ("
              + form
              + "), so nothing was written.");
    }
  }

  /**
   * Lists what is inside.
   *
   * @return lines for people.
   */
  public List<String> list() {
    List<String> lines = new ArrayList<>();
    for (BundleEntry entry : entries) {
      lines.add(
          String.format("%-28s %7d bytes  %s", entry.name(), entry.bytes().length, entry.why()));
    }
    return lines;
  }

  /**
   * Searches every file, and every text of the list, for secrets; then packs them. The names of the
   * files are not searched: they are words of this program, which may also be a password.
   *
   * @param search knows the secrets.
   * @param introduction what stands above the list.
   * @return the bytes of a zip file.
   * @throws SecretFound when there is a secret in one of them.
   */
  public byte[] zip(SecretSearch search, String introduction) throws SecretFound {
    refuse(search, MANIFEST, introduction.getBytes(StandardCharsets.UTF_8));
    for (BundleEntry entry : entries) {
      refuse(search, MANIFEST, entry.why().getBytes(StandardCharsets.UTF_8));
      refuse(search, entry.name(), entry.bytes());
    }
    List<BundleEntry> all = new ArrayList<>();
    all.add(
        BundleEntry.of(
            MANIFEST, "This list.", introduction + "\n" + String.join("\n", list()) + "\n"));
    all.addAll(entries);
    return packed(all);
  }

  private static void refuse(SecretSearch search, String name, byte[] bytes) throws SecretFound {
    Optional<String> form = search.find(bytes);
    if (form.isPresent()) {
      throw new SecretFound(name, form.get());
    }
  }

  private static byte[] packed(List<BundleEntry> all) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (BundleEntry entry : all) {
        ZipEntry file = new ZipEntry(entry.name());
        file.setTime(0); // the times of the machine are in the files where they matter
        zip.putNextEntry(file);
        zip.write(entry.bytes());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // never, into memory
    }
    return bytes.toByteArray();
  }
}
