// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.RandomAccessFile;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each kind of broken jar gives one sentence that names its file, and does not affect others. */
class BrokenJarsTest {
  private static final String DRIVERS = "org.metergate.spi.driver.DriverProvider";
  private static final String LINKS = "org.metergate.spi.link.LinkProvider";

  /** Interrupting it does not help either; it sleeps, so that it does not slow other tests down. */
  private static final String NEVER_RETURNS =
      """
      static { forEver(); }
      static void forEver() {
        while (true) {
          try {
            Thread.sleep(1000);
          } catch (InterruptedException e) {
            continue;
          }
        }
      }
      """;

  @TempDir Path folder;

  private Plugins look() throws Exception {
    try (PluginDirectory pluginDirectory =
        new PluginDirectory(getClass().getClassLoader(), List.of(folder))) {
      return pluginDirectory.read();
    }
  }

  /** Returns how long it took to read the folder with this file and a good jar. */
  private Duration refuses(Path file, String... words) throws Exception {
    Path good = JarForge.driver("good-one").into(folder.resolve("zz-good.jar"));
    long begin = System.nanoTime();
    Plugins plugins = look();
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    assertTrue(plugins.driver("good-one").isPresent(), good + " is used anyway");
    assertEquals(1, plugins.refused().size(), plugins.refused().toString());
    RejectedPlugin rejectedPlugin = plugins.refused().get(0);
    assertEquals(file.toString(), rejectedPlugin.what());
    for (String word : words) {
      assertTrue(rejectedPlugin.reason().contains(word), rejectedPlugin.reason());
    }
    assertTrue(
        rejectedPlugin.reason().matches("[A-Z].*\\."), "one sentence: " + rejectedPlugin.reason());
    return took;
  }

  @Test
  void aFileThatIsNoJar() throws Exception {
    Path file = Files.writeString(folder.resolve("a.jar"), "This is a letter, no jar.");
    refuses(file, "is not a jar");
  }

  @Test
  void aJarThatWasCutInTheMiddle() throws Exception {
    Path file = JarForge.driver("cut").into(folder.resolve("a.jar"));
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length / 2));
    refuses(file, "is not a jar, or is damaged");
  }

  @Test
  void aMissingClass() throws Exception {
    Path file =
        JarForge.driver("lacking", "CREATE", "new Part()", "MORE", "static class Part {}")
            .without("org/example/lacking/Driver$Part.class")
            .into(folder.resolve("a.jar"));
    refuses(file, "org.example.lacking.Driver$Part is missing");
  }

  @Test
  void aListThatNamesAClassThatIsNotThere() throws Exception {
    Path file = new JarForge().service(DRIVERS, "org.example.Gone").into(folder.resolve("a.jar"));
    refuses(file, "org.example.Gone");
  }

  @Test
  void aDriverForANewerProgram() throws Exception {
    Path file = JarForge.driver("future", "LEVEL", "99").into(folder.resolve("a.jar"));
    refuses(file, "needs level 99", "has level 1");
  }

  @Test
  void aJarWhoseManifestNamesANewerLevel() throws Exception {
    Path file =
        JarForge.driver("future")
            .attribute("Metergate-SPI-Level", "7")
            .into(folder.resolve("a.jar"));
    refuses(file, "needs level 7", "has level 1");
  }

  @Test
  void anIdThatIsTakenByABuiltInDriver() throws Exception {
    Path file = JarForge.driver("omnipower-dlms").into(folder.resolve("a.jar"));
    refuses(file, "'omnipower-dlms' is already taken");
  }

  @Test
  void anIdThatIsTakenByAnotherJar() throws Exception {
    Path first = JarForge.driver("twin").into(folder.resolve("a.jar"));
    Path second = JarForge.driver("twin").into(folder.resolve("b.jar"));
    refuses(second, "'twin' is already taken by " + first);
  }

  @Test
  void anotherVersionOfAJarWithADriverAndAnEmulatedMeterIsRefusedOnce() throws Exception {
    Path first = withEmulator().into(folder.resolve("a.jar"));
    Path second = withEmulator().into(folder.resolve("b.jar"));
    refuses(second, "'twin' is already taken by " + first);
  }

  private static JarForge withEmulator() {
    return JarForge.driver("twin")
        .source(
            "org.example.twin.Meter",
            """
            package org.example.twin;
            import java.util.*;
            import org.metergate.spi.emulator.*;
            import org.metergate.spi.option.*;
            import org.metergate.spi.time.TimeSource;
            public class Meter implements ByteEmulatorProvider {
              public EmulatorInfo info() {
                return new EmulatorInfo("twin", "A meter", "twin", List.of());
              }
              public Map<String, Secret> driverOptions(Options options) { return Map.of(); }
              public EmulatedMeter create(Options options, TimeSource time) { return null; }
            }
            """)
        .service("org.metergate.spi.emulator.EmulatorProvider", "org.example.twin.Meter");
  }

  /** Root may read everything, so the error is made here. */
  @Test
  void aFileThatMayNotBeReadIsNamedInWordsForPeople() {
    String file = "/etc/metergate/drivers/a.jar";
    assertEquals(
        "the user of this program has no permission for " + file,
        ErrorText.of(new AccessDeniedException(file)));
    assertEquals("there is no " + file, ErrorText.of(new NoSuchFileException(file)));
  }

  @Test
  void aConstructorThatThrows() throws Exception {
    Path file =
        JarForge.driver("thrower", "CREATE", "if (true) throw new IllegalStateException(\"oh no\")")
            .into(folder.resolve("a.jar"));
    refuses(file, "oh no");
  }

  @Test
  void aStaticInitialiserThatNeverReturns() throws Exception {
    Path file = JarForge.driver("sleeper", "MORE", NEVER_RETURNS).into(folder.resolve("a.jar"));
    Duration took = refuses(file, "was not loaded within 4 seconds");
    assertTrue(took.compareTo(PluginDirectory.DEADLINE.multipliedBy(3)) < 0, "it took " + took);
  }

  @Test
  void moreThan64Megabytes() throws Exception {
    Path file = JarForge.driver("giant").into(folder.resolve("a.jar"));
    try (RandomAccessFile grow = new RandomAccessFile(file.toFile(), "rw")) {
      grow.setLength((64L << 20) + 1); // a hole: no byte of it is written
    }
    refuses(file, "more than 64 MB");
  }

  @Test
  void aNativeLibraryInADriver() throws Exception {
    Path file =
        JarForge.driver("with-native")
            .entry("lib/libpulse.so", new byte[] {0x7F, 'E', 'L', 'F'})
            .into(folder.resolve("a.jar"));
    refuses(file, "native code (lib/libpulse.so)", "only links may", "'with-native'");
  }

  @Test
  void classFilesOfANewerJava() throws Exception {
    Path file = JarForge.driver("newer").classVersion(99).into(folder.resolve("a.jar"));
    refuses(file, "compiled for Java 55", "this is Java");
  }

  @Test
  void aProviderOfAnotherType() throws Exception {
    Path file =
        new JarForge()
            .source("org.example.Other", "package org.example; public class Other {}")
            .service(DRIVERS, "org.example.Other")
            .into(folder.resolve("a.jar"));
    refuses(file, "org.example.Other", "not a subtype");
  }

  @Test
  void aJarThatOffersNothing() throws Exception {
    Path file =
        new JarForge().entry("readme.txt", new byte[] {'h', 'i'}).into(folder.resolve("a.jar"));
    refuses(file, "offers no driver, link or emulated meter");
  }

  @Test
  void aFolderWithoutAJar() throws Exception {
    Path entry = Files.createDirectories(folder.resolve("a"));
    refuses(entry, "no jar in this folder");
  }

  @Test
  void aNativeLibraryOfALinkIsAllowedWithAWarning() throws Exception {
    Path file =
        new JarForge()
            .source(
                "org.example.Pigeon",
                """
                package org.example;
                import org.metergate.spi.link.*;
                public class Pigeon implements ByteLinkProvider {
                  public String scheme() { return "pigeon"; }
                  public ByteLink open(LinkUri uri, LineSettings settings, Host host) {
                    throw new UnsupportedOperationException();
                  }
                }
                """)
            .service(LINKS, "org.example.Pigeon")
            .entry("libpigeon.so", new byte[] {0x7F, 'E', 'L', 'F'})
            .into(folder.resolve("a.jar"));
    Plugins plugins = look();
    assertTrue(plugins.link("pigeon").isPresent(), plugins.refused().toString());
    assertEquals(file.toString(), plugins.warnings().get(0).what());
    assertTrue(plugins.warnings().get(0).reason().contains("native code (libpigeon.so)"));
  }

  @Test
  void manyThatNeverReturnShareOneDeadline() throws Exception {
    for (int i = 0; i < 5; i++) {
      JarForge.driver("sleeper-" + i, "MORE", NEVER_RETURNS).into(folder.resolve(i + ".jar"));
    }
    long begin = System.nanoTime();
    Plugins plugins = look();
    assertEquals(5, plugins.refused().size(), plugins.refused().toString());
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    assertTrue(took.compareTo(PluginDirectory.DEADLINE.multipliedBy(4)) < 0, "it took " + took);
  }

  @Test
  void oneEntryThatUnfoldsBeyondTheMemory() throws Exception {
    refuses(unfolding("org/example/big.bin", 1, 1024), "It unfolds to an entry of more than 16 MB");
  }

  @Test
  void aManifestThatUnfoldsBeyondTheMemory() throws Exception {
    refuses(unfolding("META-INF/MANIFEST.MF", 1, 64), "It unfolds to an entry of more than 1 MB");
  }

  @Test
  void manyEntriesThatUnfoldBeyondTheMemoryTogether() throws Exception {
    refuses(unfolding("org/example/part", 30, 15), "It unfolds to more than 256 MB");
  }

  @Test
  void moreEntriesThanADriverHas() throws Exception {
    refuses(unfolding("org/example/", 30_000, 0), "It unfolds to more than 20000 entries");
  }

  @Test
  void anEntryThatIsLargerThanTheListOfEntriesSays() throws Exception {
    Path file = unfolding("org/example/big.bin", 1, 32);
    byte[] jar = Files.readAllBytes(file);
    // the list of entries (APPNOTE.TXT 4.3.12) names the size at offset 24 of each record
    for (int at = jar.length - 46; at >= 0; at--) {
      if (jar[at] == 'P' && jar[at + 1] == 'K' && jar[at + 2] == 1 && jar[at + 3] == 2) {
        java.util.Arrays.fill(jar, at + 24, at + 28, (byte) 0);
        jar[at + 24] = 100;
      }
    }
    Files.write(file, jar);
    refuses(file, "It ");
  }

  /** A driver's jar of some kilobytes with entries of so many megabytes of zeros. */
  private Path unfolding(String name, int entries, int megabytes) throws Exception {
    Path driver = JarForge.driver("big").into(folder.resolve("big.made"));
    Path file = folder.resolve("a.jar");
    try (java.util.zip.ZipFile from = new java.util.zip.ZipFile(driver.toFile());
        java.util.zip.ZipOutputStream to =
            new java.util.zip.ZipOutputStream(Files.newOutputStream(file))) {
      for (var entry : java.util.Collections.list(from.entries())) {
        if (!entry.getName().equals(name)) {
          to.putNextEntry(new java.util.zip.ZipEntry(entry.getName()));
          from.getInputStream(entry).transferTo(to);
        }
      }
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < entries; i++) {
        to.putNextEntry(new java.util.zip.ZipEntry(entries == 1 ? name : name + i));
        for (int megabyte = 0; megabyte < megabytes; megabyte++) {
          to.write(zeros);
        }
      }
    }
    Files.delete(driver);
    return file;
  }

  @Test
  void aManifestThatNamesJarsOutsideOfTheFolder() throws Exception {
    for (String entry :
        List.of("/tmp/huge.jar", "../huge.jar", "file:/tmp/huge.jar", "lib/%2e%2e/huge.jar")) {
      Path file =
          JarForge.driver("linked").attribute("Class-Path", entry).into(folder.resolve("a.jar"));
      refuses(file, "'" + entry + "' under Class-Path");
    }
  }

  @Test
  void aManifestThatNamesTheLibrariesBesideItsJarIsAllowed() throws Exception {
    JarForge.driver("linked")
        .attribute("Class-Path", "a.jar lib/b.jar")
        .into(folder.resolve("a.jar"));
    assertTrue(look().driver("linked").isPresent());
  }
}
