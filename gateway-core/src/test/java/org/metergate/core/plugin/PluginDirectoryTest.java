// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.spi.driver.ByteDriver;
import org.metergate.spi.driver.DriverProvider;
import org.metergate.testing.Await;

class PluginDirectoryTest {
  @TempDir Path folder;
  private PluginDirectory pluginDirectory;

  @BeforeEach
  void open() {
    pluginDirectory =
        new PluginDirectory(
            getClass().getClassLoader(), List.of(folder, folder.resolve("not-there")));
  }

  @AfterEach
  void close() {
    pluginDirectory.close();
  }

  private static DriverProvider driver(Plugins plugins, String id) {
    return plugins.driver(id).orElseThrow(() -> new AssertionError(plugins.refused().toString()));
  }

  @Test
  void namesTheSourceOfADroppedInDriver() throws Exception {
    Path jar =
        JarForge.driver("mine")
            .attribute("Implementation-Version", "2.5")
            .attribute("Bundle-License", "MIT")
            .into(folder.resolve("mine.jar"));
    PluginInfo pluginInfo =
        pluginDirectory.read().pluginInfo().stream()
            .filter(one -> one.name().equals("mine"))
            .findFirst()
            .get();
    assertEquals(new PluginSource(jar, true, "2.5", "MIT"), pluginInfo.source());
    assertEquals(1, pluginInfo.level().getAsInt());
  }

  @Test
  void whatDidNotChangeIsNotLoadedAgain() throws Exception {
    JarForge.driver("steady").into(folder.resolve("steady.jar"));
    JarForge.driver("other").into(folder.resolve("other.jar"));
    Plugins before = pluginDirectory.read();
    JarForge.driver("other").into(folder.resolve("other.jar"));
    Plugins after = pluginDirectory.read();
    assertSame(driver(before, "steady"), driver(after, "steady"));
    assertNotSame(driver(before, "other"), driver(after, "other"));
    assertSame(before.link("tcp").get(), after.link("tcp").get());
  }

  @Test
  void whatWasRemovedIsGoneAndItsNameIsFreeForAnother() throws Exception {
    Path first = JarForge.driver("twin").into(folder.resolve("a.jar"));
    JarForge.driver("twin").into(folder.resolve("b.jar"));
    assertEquals(1, pluginDirectory.read().refused().size());
    Files.delete(first);
    Plugins after = pluginDirectory.read();
    assertEquals(List.of(), after.refused());
    assertTrue(after.driver("twin").isPresent());
  }

  @Test
  void theClassesOfARemovedJarAreCollected() throws Exception {
    Path jar = JarForge.driver("leaving").into(folder.resolve("leaving.jar"));
    WeakReference<ClassLoader> loader = loaderOfLeaving();
    Files.delete(jar);
    pluginDirectory.keepOnly(pluginDirectory.read());
    Await.until("nothing holds the class loader", () -> isCollected(loader));
  }

  private static boolean isCollected(WeakReference<?> reference) {
    System.gc();
    return reference.get() == null;
  }

  private WeakReference<ClassLoader> loaderOfLeaving() throws Exception {
    return new WeakReference<>(Plugins.loaderOf(driver(pluginDirectory.read(), "leaving")));
  }

  @Test
  void aJarOverwrittenInPlaceDoesNotHarmUsersOfTheOldOne() throws Exception {
    Path jar =
        JarForge.driver(
                "late",
                "SESSION",
                "Later.go();",
                "MORE",
                "static class Later {"
                    + " static void go() { throw new IllegalStateException(\"loaded\"); } }")
            .into(folder.resolve("late.jar"));
    DriverProvider old = driver(pluginDirectory.read(), "late");
    Files.write(jar, new byte[100]);
    pluginDirectory.read();
    var made =
        (ByteDriver) old.create(List.of(new org.metergate.spi.driver.MeterOptions("m", null)));
    var loaded =
        org.junit.jupiter.api.Assertions.assertThrows(
            IllegalStateException.class, () -> made.session(null, null));
    assertEquals("loaded", loaded.getMessage());
  }

  @Test
  void twoDriversBringDifferentVersionsOfOneLibrary() throws Exception {
    for (String version : List.of("1", "2")) {
      Path entry = folder.resolve("driver-" + version);
      Path library =
          new JarForge()
              .source(
                  "org.example.shared.Library",
                  "package org.example.shared; public class Library {"
                      + " public static String version() { return \"VERSION\"; } }"
                          .replace("VERSION", version))
              .into(entry.resolve("lib/shared-" + version + ".jar"));
      JarForge.driver(
              "with-" + version,
              "MORE",
              "public String toString() { return org.example.shared.Library.version(); }")
          .with(library)
          .into(entry.resolve("driver.jar"));
    }
    Plugins plugins = pluginDirectory.read();
    for (String version : List.of("1", "2")) {
      var meters = List.of(new org.metergate.spi.driver.MeterOptions("m", null));
      var made = driver(plugins, "with-" + version).create(meters);
      assertEquals(version, made.toString());
    }
  }

  @Test
  void aDroppedInJarSeesThePlatformAndTheSpiAlone() throws Exception {
    JarForge.driver("nosy").into(folder.resolve("nosy.jar"));
    ClassLoader own = Plugins.loaderOf(driver(pluginDirectory.read(), "nosy"));
    assertSame(DriverProvider.class, own.loadClass(DriverProvider.class.getName()));
    own.loadClass("java.sql.Connection");
    for (String hidden :
        List.of(
            "org.metergate.core.plugin.Plugins",
            "org.metergate.driver.omnipower.OmnipowerDriver",
            "com.fazecast.jSerialComm.SerialPort")) {
      org.junit.jupiter.api.Assertions.assertThrows(
          ClassNotFoundException.class, () -> own.loadClass(hidden), hidden);
    }
    var lists = own.getResources("META-INF/services/" + DriverProvider.class.getName());
    assertTrue(lists.nextElement().toString().contains("nosy.jar"));
    assertTrue(!lists.hasMoreElements(), "the built-in drivers' lists are hidden");
  }

  @Test
  void ownFoldersComeBeforeThatOfTheInstallation() {
    Map<String, String> properties = Map.of("metergate.home", "/opt/m", "user.home", "/home/u");
    Map<String, String> environment = Map.of("METERGATE_DRIVERS", "/a:/b:/a::");
    assertEquals(
        List.of(
            "/opt/m/local-drivers",
            "/home/u/.local/share/metergate/drivers",
            "/a",
            "/b",
            "/opt/m/drivers"),
        DriverFolders.of(properties::get, environment::get).stream().map(Path::toString).toList());
    Map<String, String> desktop = Map.of("XDG_DATA_HOME", "/data");
    assertEquals(
        List.of("/opt/m/local-drivers", "/data/metergate/drivers", "/opt/m/drivers"),
        DriverFolders.of(properties::get, desktop::get).stream().map(Path::toString).toList());
  }

  private static void chmod(Path path, String mode) throws Exception {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  private List<String> warned() throws Exception {
    return pluginDirectory.read().warnings().stream().map(RejectedPlugin::what).toList();
  }

  @Test
  void warnsOfWhatOtherUsersCanChange() throws Exception {
    Path jar = JarForge.driver("mine").into(folder.resolve("mine.jar"));
    Path below = Files.createDirectory(folder.resolve("more"));
    Path libraries = Files.createDirectory(below.resolve("lib"));
    JarForge.driver("more").into(below.resolve("more.jar"));
    Path library = JarForge.driver("library").into(libraries.resolve("library.jar"));
    for (Path path : List.of(folder, below, libraries)) {
      chmod(path, "rwxr-xr-x");
    }
    assertEquals(List.of(), warned());
    for (Path path : List.of(folder, jar, below, libraries, library)) {
      String before = PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
      chmod(path, "rwxrwxrwx");
      assertEquals(List.of(path.toString()), warned());
      assertTrue(pluginDirectory.read().driver("mine").isPresent());
      chmod(path, before);
    }
    assertEquals(List.of(), warned());
    String reason = "every user of this machine";
    chmod(folder, "rwxr-x-w-");
    assertTrue(pluginDirectory.read().warnings().get(0).reason().contains(reason));
  }

  @Test
  void warnsOfAJarOfAnotherUser() throws Exception {
    Assumptions.assumeTrue(System.getProperty("user.name").equals("root"), "needs root");
    Path jar = JarForge.driver("mine").into(folder.resolve("mine.jar"));
    Files.setOwner(
        jar,
        folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
    assertEquals(List.of(jar.toString()), warned());
    assertTrue(pluginDirectory.read().warnings().get(0).reason().contains("the user nobody"));
  }
}
