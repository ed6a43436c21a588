// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibrariesTest {
  @TempDir Path folder;

  private Map<String, String> use(String arch) throws IOException {
    Map<String, String> properties = new TreeMap<>();
    properties.put("os.name", "Linux");
    properties.put("os.arch", arch);
    properties.put("java.class.path", System.getProperty("java.class.path"));
    return use(properties);
  }

  private Map<String, String> use(Map<String, String> properties) throws IOException {
    CacheFolder cache = CacheFolder.open(folder.resolve("cache").toString());
    NativeLibraries.use(cache, "1.2.3", properties::get, properties::put);
    return properties;
  }

  private List<Path> made() throws IOException {
    try (Stream<Path> list = Files.list(folder.resolve("cache"))) {
      return list.sorted().toList();
    }
  }

  @Test
  void unpacksOnceIntoAFolderForTheOwnerAlone() throws Exception {
    Path libraries = Path.of(use(System.getProperty("os.arch")).get("org.sqlite.lib.path"));
    assertEquals(List.of(libraries), made());
    assertTrue(Files.size(libraries.resolve("libsqlitejdbc.so")) > 100_000);
    assertTrue(Files.exists(libraries.resolve("Linux/x86_64/libjSerialComm.so")));
    assertEquals(
        "rwx------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(libraries.getParent())));
    Object inode = Files.getAttribute(libraries.resolve("libsqlitejdbc.so"), "unix:ino");
    use(System.getProperty("os.arch"));
    assertEquals(inode, Files.getAttribute(libraries.resolve("libsqlitejdbc.so"), "unix:ino"));
  }

  @Test
  void theBoardsOfRaspberryPiGetTheirLibraryForGpioToo() throws Exception {
    for (String arch : List.of("aarch64", "arm")) {
      Path libraries = Path.of(use(arch).get("pi4j.library.path"));
      assertTrue(Files.size(libraries.resolve("libgpiod.so")) > 10_000);
      assertTrue(Files.size(libraries.resolve("libpi4j-gpiod.so")) > 10_000);
    }
    assertFalse(use("amd64").containsKey("pi4j.library.path"), "there is none for PCs");
  }

  @Test
  void aFileThatIsDamagedOrMissingIsUnpackedAgain() throws Exception {
    Path library =
        Path.of(use(System.getProperty("os.arch")).get("org.sqlite.lib.path"))
            .resolve("libsqlitejdbc.so");
    byte[] whole = Files.readAllBytes(library);
    byte[] damaged = whole.clone();
    damaged[5000] ^= 1;
    Files.write(library, damaged);
    use(System.getProperty("os.arch"));
    assertEquals(Arrays.hashCode(whole), Arrays.hashCode(Files.readAllBytes(library)));
    Files.delete(library);
    use(System.getProperty("os.arch"));
    assertTrue(Files.exists(library));
    assertEquals(1, made().size(), "nothing is left over");
  }

  @Test
  void startsAtTheSameTimeEndWithOneWholeFolder() throws Exception {
    List<CompletableFuture<Void>> starts = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      starts.add(
          CompletableFuture.runAsync(
              () -> {
                try {
                  use(System.getProperty("os.arch"));
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              }));
    }
    starts.forEach(CompletableFuture::join);
    assertEquals(1, made().size(), made().toString());
  }

  @Test
  void whatOtherVersionsLeftIsRemovedOnceNobodyCanBeStartingWithIt() throws Exception {
    use("amd64");
    Path old = Files.createDirectory(folder.resolve("cache/native-1.0.0-amd64-0"));
    Path fresh = Files.createDirectory(folder.resolve("cache/native-1.1.0-amd64-0"));
    Path foreign = Files.createFile(folder.resolve("cache/notes"));
    FileTime yesterday = FileTime.from(Instant.now().minus(Duration.ofHours(25)));
    Files.setLastModifiedTime(old, yesterday);
    Files.setLastModifiedTime(foreign, yesterday);
    use("amd64");
    assertFalse(Files.exists(old));
    assertTrue(Files.exists(fresh) && Files.exists(foreign));
  }

  @Test
  void aLibraryThatTheUserHasUnpackedIsLeftAlone() throws Exception {
    Map<String, String> properties = new TreeMap<>();
    properties.put("os.name", "Linux");
    properties.put("os.arch", "amd64");
    properties.put("java.class.path", "");
    properties.put("org.sqlite.lib.path", "/own");
    assertEquals("/own", use(properties).get("org.sqlite.lib.path"));
  }

  @Test
  void aFolderThatOthersMayWriteIsRefusedWithTheWayOut() throws Exception {
    Path open = Files.createDirectory(folder.resolve("cache"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    IOException refusal = assertThrows(IOException.class, () -> use("amd64"));
    assertTrue(refusal.getMessage().contains("chmod go-w"), refusal.getMessage());
  }

  @Test
  void aFileSystemWithoutCodeIsRefusedAndTheInnermostOneCounts() throws Exception {
    CacheFolder cache = new CacheFolder(Path.of("/var/cache/metergate"));
    List<String> mounts = new ArrayList<>(List.of("/dev/sda1 / ext4 rw,noexec 0 0"));
    assertTrue(cache.refusesCode(mounts).orElseThrow().contains("noexec"));
    mounts.add("tmpfs /var/cache tmpfs rw,nosuid 0 0");
    assertTrue(cache.refusesCode(mounts).isEmpty());
    mounts.add("tmpfs /var/cache/metergate tmpfs rw,noexec,nosuid 0 0");
    assertTrue(cache.refusesCode(mounts).isPresent());
  }
}
