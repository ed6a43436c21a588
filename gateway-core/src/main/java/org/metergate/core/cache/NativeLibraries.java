// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cache;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * Unpacks the native libraries of SQLite, serial ports and GPIO once for each release, and names
 * their folder to them, so that no start writes to the temporary folder, and none needs one from
 * which code may be loaded. What is there is compared with its sums before it is used.
 */
public final class NativeLibraries {
  private static final String SUMS = "sums";
  private static final List<String> JARS = List.of("sqlite-jdbc", "jSerialComm", "pi4j-library");

  /** Folders of jSerialComm for Linux; the library itself tries which one fits. */
  private static final List<String> SERIAL =
      List.of("armv5", "armv6hf", "armv7hf", "armv8_32", "armv8_64", "ppc64le", "x86", "x86_64");

  private final CacheFolder cache;
  private final String name;
  private final String arch;

  private NativeLibraries(CacheFolder cache, String name, String arch) {
    this.cache = cache;
    this.name = name;
    this.arch = arch;
  }

  /**
   * Uses the libraries from the cache, and unpacks them where they are missing or damaged.
   * Properties that the user has set are left alone.
   *
   * @param cache the folder.
   * @param release of this program.
   * @param properties returns a property of the process, or null.
   * @param set sets one.
   * @throws IOException with a reason for people; nothing is set then.
   */
  public static void use(
      CacheFolder cache,
      String release,
      UnaryOperator<String> properties,
      BinaryOperator<String> set)
      throws IOException {
    if (!"Linux".equals(properties.apply("os.name"))) {
      return;
    }
    var refusal = cache.refusesCode(Files.readAllLines(Path.of("/proc/self/mounts")));
    if (refusal.isPresent()) {
      throw new IOException(refusal.get());
    }
    String arch = properties.apply("os.arch");
    String jars = Integer.toHexString(jars(properties.apply("java.class.path")).hashCode());
    NativeLibraries libraries =
        new NativeLibraries(cache, "native-" + release + "-" + arch + "-" + jars, arch);
    Path folder = libraries.folder();
    Map<String, Boolean> named = new LinkedHashMap<>();
    named.put("org.sqlite.lib.path", Files.exists(folder.resolve("libsqlitejdbc.so")));
    named.put("jSerialComm.library.path", Files.isDirectory(folder.resolve("Linux")));
    named.put("pi4j.library.path", Files.exists(folder.resolve("libpi4j-gpiod.so")));
    named.forEach(
        (property, there) -> {
          if (there && properties.apply(property) == null) {
            set.apply(property, folder.toString());
          }
        });
    cache.removeOthers("native-", libraries.name);
  }

  /** The names of the jars have their versions in them. */
  private static List<String> jars(String classPath) {
    return List.of(classPath.split(":")).stream()
        .map(entry -> entry.substring(entry.lastIndexOf('/') + 1))
        .filter(jar -> JARS.stream().anyMatch(jar::startsWith))
        .sorted()
        .toList();
  }

  /** The files of the folder, each with its name in a jar; some machines have no build of some. */
  private static Map<String, String> resources(String arch) {
    Map<String, String> resources = new LinkedHashMap<>();
    String sqlite = LibraryLoaderUtil.getNativeLibResourcePath();
    String file = LibraryLoaderUtil.getNativeLibName();
    resources.put(file, sqlite.substring(1) + "/" + file);
    for (String build : SERIAL) {
      String serial = "Linux/" + build + "/libjSerialComm.so";
      resources.put(serial, serial);
    }
    String gpio = arch.equals("aarch64") ? "aarch64" : arch.equals("arm") ? "armhf" : "";
    if (!gpio.isEmpty()) {
      for (String library : List.of("libgpiod.so", "libpi4j-gpiod.so")) {
        resources.put(library, "lib/" + gpio + "/pi4j-gpiod/" + library);
      }
    }
    return resources;
  }

  private Path folder() throws IOException {
    Path folder = cache.path().resolve(name);
    if (!isWhole(folder)) {
      Path part = unpack();
      try {
        publish(part, folder);
      } finally {
        CacheFolder.remove(part.getParent());
      }
    }
    CacheFolder.touch(folder);
    return folder;
  }

  private Path unpack() throws IOException {
    Path part =
        Files.createTempDirectory(
                cache.path(),
                "native-part-",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")))
            .resolve(name);
    Files.createDirectory(part);
    List<String> sums = new ArrayList<>();
    for (Map.Entry<String, String> one : resources(arch).entrySet()) {
      try (InputStream in =
          NativeLibraries.class.getClassLoader().getResourceAsStream(one.getValue())) {
        if (in != null) {
          Path file = part.resolve(one.getKey());
          Files.createDirectories(file.getParent());
          Files.copy(in, file);
          force(file);
          sums.add(sum(file) + " " + one.getKey());
        }
      }
    }
    Files.writeString(part.resolve(SUMS), String.join("\n", sums) + "\n");
    force(part.resolve(SUMS));
    return part;
  }

  /** Another start may have published the same meanwhile; a damaged folder is replaced. */
  private static void publish(Path part, Path folder) throws IOException {
    try {
      Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      if (isWhole(folder)) {
        return;
      }
      Path damaged = part.resolveSibling("damaged");
      Files.move(folder, damaged, StandardCopyOption.ATOMIC_MOVE);
      Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static boolean isWhole(Path folder) {
    try {
      for (String line : Files.readAllLines(folder.resolve(SUMS))) {
        int space = line.lastIndexOf(' ');
        if (!sum(folder.resolve(line.substring(space + 1))).equals(line.substring(0, space))) {
          return false;
        }
      }
      return true;
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  private static String sum(Path file) throws IOException {
    CRC32 sum = new CRC32();
    byte[] content = Files.readAllBytes(file);
    sum.update(content);
    return content.length + " " + Long.toHexString(sum.getValue());
  }

  private static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }
}
