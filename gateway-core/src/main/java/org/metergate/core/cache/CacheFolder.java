// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cache;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The cache folder, for its owner alone. Nobody else may have been able to put anything there,
 * since code is loaded from it.
 *
 * @param path an existing folder of this user.
 */
public record CacheFolder(Path path) {
  /** The property with which the launcher names the folder. */
  public static final String PROPERTY = "metergate.cache";

  /** A program that has just begun to use a file has done so within this time. */
  private static final Duration OLD = Duration.ofDays(1);

  /**
   * Creates the folder where it is missing.
   *
   * @param name as the launcher named it.
   * @return the folder.
   * @throws IOException with a reason for people, if it cannot be used.
   */
  public static CacheFolder open(String name) throws IOException {
    Path path = Path.of(name).toAbsolutePath().normalize();
    Object self = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    Path existing = path;
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    if (self.equals(0) && !owner(existing).equals(0)) {
      throw new IOException("it belongs to another user, and root would leave files there");
    }
    if (!Files.isDirectory(path)) {
      Files.createDirectories(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    requirePrivate(path, self);
    return new CacheFolder(path);
  }

  private static Object owner(Path path) throws IOException {
    return Files.getAttribute(path, "unix:uid");
  }

  private static void requirePrivate(Path path, Object self) throws IOException {
    if (!owner(path).equals(self)) {
      throw new IOException("it belongs to another user");
    }
    var permissions = Files.getPosixFilePermissions(path);
    if (permissions.contains(PosixFilePermission.OTHERS_WRITE)
        || permissions.contains(PosixFilePermission.GROUP_WRITE)) {
      throw new IOException("others may write there; 'chmod go-w " + path + "' prevents that");
    }
    if (!Files.isWritable(path)) {
      throw new IOException("nothing can be written there");
    }
  }

  /**
   * Returns why no code may be loaded from the folder, where that can be seen.
   *
   * @param mounts the lines of {@code /proc/self/mounts}.
   * @return a reason for people; nothing if it may.
   */
  Optional<String> refusesCode(List<String> mounts) {
    String options = "";
    int longest = -1;
    for (String line : mounts) {
      String[] fields = line.split(" ");
      if (fields.length > 3) {
        Path point = Path.of(fields[1].replace("\\040", " "));
        if (path.startsWith(point) && point.getNameCount() >= longest) {
          longest = point.getNameCount();
          options = fields[3];
        }
      }
    }
    return List.of(options.split(",")).contains("noexec")
        ? Optional.of("its file system is mounted with 'noexec'")
        : Optional.empty();
  }

  /**
   * Removes what other versions left and what was not finished, once it is old.
   *
   * @param prefix how the names begin.
   * @param keep the name that stays.
   */
  void removeOthers(String prefix, String keep) {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(path, prefix + "*")) {
      for (Path one : found) {
        if (!one.getFileName().toString().startsWith(keep) && isOld(one)) {
          remove(one);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      return; // they stay for the next time
    }
  }

  private static boolean isOld(Path one) throws IOException {
    FileTime used = Files.getLastModifiedTime(one, LinkOption.NOFOLLOW_LINKS);
    return used.toInstant().isBefore(Instant.now().minus(OLD));
  }

  /** Notes that something is used, so that another version does not remove it. */
  static void touch(Path used) throws IOException {
    Files.setLastModifiedTime(used, FileTime.from(Instant.now()));
  }

  static void remove(Path folder) throws IOException {
    try (Stream<Path> below = Files.walk(folder)) {
      for (Path one : below.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(one);
      }
    }
  }
}
