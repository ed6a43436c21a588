// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The errors are those that Java itself throws for such jars, at the first use and afterwards. */
class DamagedJarTest {
  @TempDir Path folder;

  /** Returns what three uses of a class throw, one after the other. */
  private List<Throwable> errors(JarForge forge) throws Exception {
    URL jar = forge.into(folder.resolve("a.jar")).toUri().toURL();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar}, null)) {
      return List.of(error(loader), error(loader), error(loader));
    }
  }

  private static Throwable error(ClassLoader loader) {
    return assertThrows(Throwable.class, () -> Class.forName("org.example.Uses", true, loader));
  }

  private static JarForge uses(String initialiser) {
    return new JarForge()
        .source(
            "org.example.Uses",
            "package org.example; public class Uses { static int n = " + initialiser + "; }");
  }

  private static JarForge withPart(JarForge forge, String body) {
    return forge.source(
        "org.example.Part", "package org.example; public class Part { " + body + " }");
  }

  @Test
  void aClassThatIsMissingIsADamagedJarWheneverItIsUsed() throws Exception {
    JarForge forge = withPart(uses("new Part().hashCode()"), "");
    List<Throwable> errors = errors(forge.without("org/example/Part.class"));
    errors.forEach(error -> assertTrue(DamagedJar.explains(error), error::toString));
    assertTrue(errors.get(2).getMessage().startsWith("Could not initialize"), errors::toString);
  }

  @Test
  void aClassWhoseBytesAreNoClassIsADamagedJarWheneverItIsUsed() throws Exception {
    byte[] damaged = "no class".getBytes(StandardCharsets.US_ASCII);
    JarForge forge = withPart(uses("new Part().hashCode()"), "");
    forge.without("org/example/Part.class").entry("org/example/Part.class", damaged);
    errors(forge).forEach(error -> assertTrue(DamagedJar.explains(error), error::toString));
  }

  @Test
  void aClassForAnotherJavaIsAJarThatDoesNotFit() throws Exception {
    errors(uses("1").classVersion(99))
        .forEach(error -> assertTrue(DamagedJar.explains(error), error::toString));
  }

  @Test
  void whatTheAuthorDidWrongIsNoDamagedJarWheneverItIsUsed() throws Exception {
    List<Throwable> errors = errors(uses("Integer.parseInt(\"one\")"));
    assertEquals(ExceptionInInitializerError.class, errors.get(0).getClass());
    assertEquals(NoClassDefFoundError.class, errors.get(1).getClass());
    errors.forEach(error -> assertFalse(DamagedJar.explains(error), error::toString));
  }

  @Test
  void aLibraryThatIsNotOnThisMachineIsNoDamagedJar() {
    assertFalse(DamagedJar.explains(new UnsatisfiedLinkError("no rxtxSerial")));
    assertFalse(DamagedJar.explains(new IllegalStateException(new NoClassDefFoundError("a/B"))));
  }
}
