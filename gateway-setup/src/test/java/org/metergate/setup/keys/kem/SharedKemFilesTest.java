// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.keys.kem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metergate.setup.keys.KeyRole;

/** KEM files that were made elsewhere, where they are at hand; all have the same password. */
@Tag("captures")
class SharedKemFilesTest {
  private Path folder = Path.of("shared/first-hour/kem");

  @BeforeEach
  void findThemOrSkip() {
    String set = System.getProperty("metergate.captures");
    if (set != null) {
      folder = Path.of(set).resolveSibling("first-hour").resolve("kem");
    }
    for (Path p = Path.of("").toAbsolutePath(); set == null && p != null; p = p.getParent()) {
      if (Files.isDirectory(p.resolve("shared/first-hour/kem"))) {
        folder = p.resolve("shared/first-hour/kem");
      }
    }
    Assumptions.assumeTrue(
        Files.isDirectory(folder),
        "KEM files are not there: no " + folder + " next to the checkout");
  }

  @ParameterizedTest
  @CsvSource({
    "v1.kem, 2, 2",
    "v1-zeropad.kem, 2, 2",
    "v1-zipped.kem, 2, 2",
    "v2.kem2, 3, 1",
    "v2.zip, 3, 1"
  })
  void eachOpensWithItsPasswordAndWithNoOther(String name, int count, int radio) throws Exception {
    byte[] content = Container.content(Files.readAllBytes(folder.resolve(name)));
    KemFile file = KemFile.in(content).orElseThrow();
    List<KemKey> keys = file.keys("12345678");
    assertEquals(count, keys.size());
    assertEquals(radio, keys.stream().filter(key -> key.role() == KeyRole.RADIO).count());
    for (String wrong : List.of("12345679", "1234567", "12345678 ")) {
      KemException e = assertThrows(KemException.class, () -> file.keys(wrong));
      assertTrue(e.isAboutThePassword(), e.getMessage());
    }
  }
}
