// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.certificate;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.metergate.spi.time.TimeSource;

/**
 * A certificate that no authority has signed, made by the keytool of the Java runtime and kept with
 * its key in one file for its owner alone. It lasts 397 days, as long as browsers accept, and is
 * made again 30 days before its end, when it lacks a name, or when the clock says that it has not
 * begun. Any thread.
 */
public final class MadeCertificate implements CertificateSource {
  /** How long it takes at most to make one, on a machine that is slow and busy. */
  public static final Duration LONGEST = Duration.ofMinutes(2);

  private static final Duration EARLY = Duration.ofDays(30);

  /** Keeps nobody out, but a PKCS #12 file must have one; the rights of the file do. */
  private static final String PASSWORD = "metergate";

  private final Path file;
  private final Supplier<Set<String>> names;
  private final TimeSource time;

  /**
   * Describes a certificate; makes nothing yet.
   *
   * @param file {@code page-certificate.p12} beside the journal.
   * @param names host names and numeric addresses that it must have.
   * @param time the clock.
   */
  public MadeCertificate(Path file, Supplier<Set<String>> names, TimeSource time) {
    this.file = file;
    this.names = names;
    this.time = time;
  }

  @Override
  public synchronized PageCertificate read() throws CertificateException {
    Set<String> wanted = names.get();
    if (Files.exists(file)) {
      PageCertificate kept = load(file);
      if (isGood(kept, wanted)) {
        return kept;
      }
    }
    return make(wanted);
  }

  /**
   * Returns whether it must be made, now that it is read.
   *
   * @param kept the one in use.
   * @return whether it lacks a name, or ends within 30 days.
   */
  public boolean isDue(PageCertificate kept) {
    return !isGood(kept, names.get());
  }

  /** Returns whether there is one. */
  public boolean isMade() {
    return Files.exists(file);
  }

  /**
   * Returns the present one without making it again.
   *
   * @return it.
   * @throws CertificateException if it cannot be read.
   */
  public PageCertificate kept() throws CertificateException {
    return load(file);
  }

  /**
   * Says why it could not be made if it had to be.
   *
   * @throws CertificateException with a sentence.
   */
  public void requireTool() throws CertificateException {
    if (!Files.exists(file)) {
      Keytool.find();
    } else {
      load(file);
    }
  }

  private boolean isGood(PageCertificate kept, Set<String> wanted) {
    Instant now = time.now();
    return now.isBefore(kept.ends().minus(EARLY))
        && !now.isBefore(kept.begins())
        && namesOf(kept.certificate()).containsAll(wanted);
  }

  private static Set<String> namesOf(X509Certificate certificate) {
    Set<String> found = new TreeSet<>();
    try {
      Collection<List<?>> all = certificate.getSubjectAlternativeNames();
      if (all != null) {
        all.forEach(one -> found.add(String.valueOf(one.get(1))));
      }
    } catch (CertificateParsingException e) {
      // it has none then, and is made again
    }
    return found;
  }

  private PageCertificate load(Path from) throws CertificateException {
    try (InputStream in = Files.newInputStream(from)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, PASSWORD.toCharArray());
      return PageCertificate.of(store, PASSWORD.toCharArray());
    } catch (IOException | GeneralSecurityException e) {
      throw new CertificateException(
          "The certificate of the page in "
              + from
              + " cannot be read; move the file away, and a new one is made.",
          e);
    }
  }

  private PageCertificate make(Set<String> wanted) throws CertificateException {
    Path tool = Keytool.find();
    Path folder = null;
    try {
      Path beside = file.toAbsolutePath().getParent();
      Files.createDirectories(beside);
      folder = temporary(beside);
      Path made = folder.resolve("new.p12");
      Keytool.make(tool, made, PASSWORD, wanted);
      restrict(made);
      PageCertificate certificate = load(made);
      Files.move(made, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return certificate;
    } catch (IOException e) {
      throw new CertificateException(
          "The certificate of the page cannot be written to "
              + file
              + ": its folder must be writable.",
          e);
    } finally {
      discard(folder);
    }
  }

  private static Path temporary(Path beside) throws IOException {
    return isPosix(beside)
        ? Files.createTempDirectory(
            beside,
            ".certificate",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")))
        : Files.createTempDirectory(beside, ".certificate");
  }

  private static void restrict(Path made) throws IOException {
    if (isPosix(made)) {
      Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rw-------"));
    }
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private static void discard(Path folder) {
    if (folder != null) {
      try {
        Files.deleteIfExists(folder.resolve("new.p12"));
        Files.deleteIfExists(folder);
      } catch (IOException e) {
        // an empty folder of ours remains
      }
    }
  }

  /**
   * Returns the form of an address in a certificate.
   *
   * @param address of this machine.
   * @return numeric, without the name of an interface.
   */
  public static String text(InetAddress address) {
    return address.getHostAddress().replaceFirst("%.*", "");
  }
}
