// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.plugin;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Temporary folders of this program. Their names contain the process and when it started, so that
 * the next start removes what a killed process left, and nothing that is in use.
 */
public final class TempFolders {
  private static final Pattern NAME =
      Pattern.compile("metergate-[a-z]+-(\\d{1,9})-(\\d{1,19})-\\d+");

  private TempFolders() {}

  /**
   * Creates a folder for this user alone.
   *
   * @param purpose one word of lower-case letters, for its name.
   * @return the folder; to be removed by the caller.
   * @throws IOException if there is no room for it.
   */
  public static Path create(String purpose) throws IOException {
    ProcessHandle self = ProcessHandle.current();
    return Files.createTempDirectory(
        "metergate-" + purpose + "-" + self.pid() + "-" + startOf(self) + "-");
  }

  /** Removes what killed processes of this user left; what cannot be removed is left. */
  public static void removeAbandoned() {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(temporary, "metergate-*-*-*-*")) {
      for (Path folder : folders) {
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
            && isAbandoned(folder.getFileName().toString())
            && Files.isWritable(folder)) {
          remove(folder);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      return; // the folders stay for the next start
    }
  }

  private static boolean isAbandoned(String name) {
    Matcher parts = NAME.matcher(name);
    return parts.matches()
        && ProcessHandle.of(Long.parseLong(parts.group(1)))
            .filter(process -> startOf(process) == Long.parseLong(parts.group(2)))
            .isEmpty();
  }

  /** A number is given to another process sooner or later, but not with the same start. */
  private static long startOf(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  /**
   * Removes a folder with its content; files that cannot be removed are left.
   *
   * @param folder need not exist.
   */
  public static void remove(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      System.getLogger(TempFolders.class.getName())
          .log(System.Logger.Level.DEBUG, "copies stay in " + folder, e);
    }
  }
}
