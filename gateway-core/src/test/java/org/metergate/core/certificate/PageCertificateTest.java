// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.certificate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.testing.TestCertificate;
import org.metergate.time.VirtualTime;

class PageCertificateTest {
  @TempDir private Path folder;
  private final VirtualTime time = new VirtualTime(Instant.now());
  private Set<String> names =
      new LinkedHashSet<>(List.of("pi.local", "localhost", "192.168.1.5", "0:0:0:0:0:0:0:1"));

  private Path file() {
    return folder.resolve("page-certificate.p12");
  }

  private MadeCertificate made(VirtualTime clock) {
    return new MadeCertificate(file(), () -> names, clock);
  }

  private static String refused(CertificateSource source) {
    return assertThrows(CertificateException.class, source::read).getMessage();
  }

  @Test
  void aMadeCertificateHasAllNamesIsForItsOwnerAloneAndStays() throws Exception {
    PageCertificate first = made(time).read();
    Set<String> found = new TreeSet<>();
    first.certificate().getSubjectAlternativeNames().forEach(it -> found.add("" + it.get(1)));
    assertEquals(new TreeSet<>(names), found);
    assertTrue(first.isSelfMade());
    assertTrue(first.fingerprint().matches("([0-9A-F]{2}:){31}[0-9A-F]{2}"));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
    try (Stream<Path> all = Files.list(folder)) {
      assertEquals(List.of(file()), all.toList());
    }
    assertEquals(first.fingerprint(), made(time).read().fingerprint());
    Duration left = Duration.between(time.now(), first.ends());
    assertTrue(left.toDays() >= 394 && left.toDays() <= 397, left::toString);
  }

  @Test
  void itIsMadeAgain30DaysBeforeItsEndWithANewNameAndWhenItHasNotBegun() throws Exception {
    PageCertificate first = made(time).read();
    VirtualTime late = new VirtualTime(first.ends().minus(Duration.ofDays(31)));
    assertFalse(made(late).isDue(first));
    late.pause(Duration.ofDays(2));
    assertTrue(made(late).isDue(first));
    assertTrue(made(new VirtualTime(first.begins().minusSeconds(9))).isDue(first));
    names = Set.of("localhost");
    assertFalse(made(time).isDue(first), "one name less");
    names = Set.of("localhost", "meters.example.org");
    assertTrue(made(time).isDue(first));
    assertNotEquals(first.fingerprint(), made(time).read().fingerprint());
  }

  @Test
  void aDamagedFileIsNamedAndNotReplaced() throws Exception {
    byte[] text = "something else".getBytes();
    Files.write(file(), text);
    assertTrue(refused(made(time)).contains(file() + " cannot be read; move the file away"));
    assertArrayEquals(text, Files.readAllBytes(file()));
  }

  @Test
  void aCertificateWithItsKeyIsReadFromFiles() throws Exception {
    TestCertificate pair = TestCertificate.create(folder, "dns:a");
    PageCertificate read = new CertificateFiles(pair.certificate(), pair.key()).read();
    assertTrue(read.store().getKey("own", read.password()) != null);
  }

  @Test
  void theKeyOfAnotherCertificateIsNamed() throws Exception {
    TestCertificate one = TestCertificate.create(folder, "dns:a");
    TestCertificate other = TestCertificate.create(folder, "dns:b");
    assertEquals(
        "The key in '" + other.key() + "' belongs to another certificate; give the pair.",
        refused(new CertificateFiles(one.certificate(), other.key())));
    assertEquals(
        "The file '" + one.certificate() + "' holds no private key in PEM form.",
        refused(new CertificateFiles(one.certificate(), one.certificate())));
    assertEquals(
        "The file '" + one.key() + "' holds no certificate in PEM form.",
        refused(new CertificateFiles(one.key(), one.key())));
  }

  @Test
  void aKeyInAnotherFormIsNamedWithTheCommandThatConvertsIt() throws Exception {
    TestCertificate pair = TestCertificate.create(folder, "dns:a");
    for (String kind : List.of("RSA", "EC", "ENCRYPTED")) {
      String text = Files.readString(pair.key()).replace("PRIVATE", kind + " PRIVATE");
      Path key = Files.writeString(folder.resolve(kind), text);
      String sentence = refused(new CertificateFiles(pair.certificate(), key));
      assertTrue(sentence.contains("openssl pkcs8 -topk8 -nocrypt -in " + key), sentence);
    }
    String key = Files.readString(pair.key());
    Path damaged = folder.resolve("damaged");
    Files.writeString(damaged, key.substring(0, 60) + key.substring(68));
    String sentence = refused(new CertificateFiles(pair.certificate(), damaged));
    assertTrue(sentence.startsWith("The key in '" + damaged + "' is damaged"), sentence);
  }

  @Test
  void anEndedCertificateIsUsedWithAWarningThatSaysWhatToDo() throws Exception {
    TestCertificate pair = TestCertificate.create(folder, "dns:a");
    CertificateFiles files = new CertificateFiles(pair.certificate(), pair.key());
    PageCertificate read = files.read();
    assertEquals(Optional.empty(), files.warning(read, Instant.now()));
    String ended = files.warning(read, read.ends()).orElseThrow();
    assertTrue(ended.contains("then 'metergate reload'"), ended);
    assertTrue(files.warning(read, read.begins().minusSeconds(1)).isPresent());
  }
}
