// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.port;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;

/**
 * Reads the files of a machine, each up to a limit. A file that is absent, unreadable, no regular
 * file or outside the root is an empty answer, never an exception. Any thread.
 */
public final class MachineFiles {
  /** The most that is read of one file, in bytes. */
  public static final int MAX_BYTES = 64 * 1024;

  /** The most that is searched of a file for one line, in characters: a kernel's configuration. */
  private static final int MAX_SEARCHED = 1 << 20;

  /** The most names that are read of one folder: a machine has fewer ports and processes. */
  private static final int MAX_NAMES = 20_000;

  private final Path root;

  /**
   * Creates a view of the files below a root.
   *
   * @param root {@code /} for this machine.
   */
  public MachineFiles(Path root) {
    Path real;
    try {
      real = root.toRealPath();
    } catch (IOException e) {
      real = root.toAbsolutePath().normalize();
    }
    this.root = real;
  }

  /**
   * Returns the content of a file.
   *
   * @param path absolute, such as {@code /proc/cmdline}.
   * @return its first {@value #MAX_BYTES} bytes as UTF-8, with U+FFFD for what is not, and without
   *     NUL; empty if it cannot be read.
   */
  public Optional<String> text(String path) {
    Optional<Path> file = inside(path).filter(Files::isRegularFile); // a pipe would block
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file.get())) {
      String text = new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
      return Optional.of(text.replace("\0", ""));
    } catch (IOException | SecurityException e) {
      return Optional.empty();
    }
  }

  /**
   * Returns the first line of a file.
   *
   * @param path absolute.
   * @return without white space at both ends; empty if it cannot be read or is blank.
   */
  public Optional<String> line(String path) {
    return text(path)
        .flatMap(text -> text.lines().findFirst())
        .map(String::strip)
        .filter(line -> !line.isEmpty());
  }

  /**
   * Searches a file for a line.
   *
   * @param path absolute; one whose name ends in {@code .gz} is unpacked while it is read.
   * @param wanted decides.
   * @return the first such line; empty if there is none in the first 1,048,576 characters.
   */
  public Optional<String> find(String path, Predicate<String> wanted) {
    Optional<Path> file = inside(path).filter(Files::isRegularFile);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file.get());
        InputStream plain = path.endsWith(".gz") ? new GZIPInputStream(in) : in;
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(plain, StandardCharsets.ISO_8859_1))) {
      char[] chars = new char[8192];
      StringBuilder text = new StringBuilder();
      for (int n = reader.read(chars); n > 0 && text.length() < MAX_SEARCHED; ) {
        text.append(chars, 0, n);
        n = reader.read(chars);
      }
      return text.toString().lines().filter(wanted).findFirst();
    } catch (IOException | SecurityException e) {
      return Optional.empty();
    }
  }

  /**
   * Returns the names in a folder.
   *
   * @param path absolute.
   * @return sorted; empty if it cannot be read or has none.
   */
  public List<String> names(String path) {
    return namesIfReadable(path).orElse(List.of());
  }

  /**
   * Returns the names in a folder, where the difference between none and no permission matters.
   *
   * @param path absolute.
   * @return sorted; empty if it cannot be read.
   */
  public Optional<List<String>> namesIfReadable(String path) {
    Optional<Path> folder = inside(path).filter(Files::isDirectory);
    if (folder.isEmpty()) {
      return Optional.empty();
    }
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder.get())) {
      for (Path entry : entries) {
        names.add(entry.getFileName().toString());
        if (names.size() == MAX_NAMES) {
          break;
        }
      }
    } catch (IOException
        | UncheckedIOException
        | SecurityException
        | java.nio.file.DirectoryIteratorException e) {
      return Optional.empty();
    }
    Collections.sort(names);
    return Optional.of(names);
  }

  /**
   * Returns whether something has this name.
   *
   * @param path absolute.
   * @return also true for a folder, a device, and a link to nothing.
   */
  public boolean exists(String path) {
    return located(path).filter(at -> Files.exists(at, LinkOption.NOFOLLOW_LINKS)).isPresent();
  }

  /**
   * Returns to what a symbolic link points.
   *
   * @param path absolute.
   * @return the text of the link, mostly relative; empty if it is none.
   */
  public Optional<String> linkText(String path) {
    try {
      Optional<Path> link = located(path).filter(Files::isSymbolicLink);
      return link.isEmpty()
          ? Optional.empty()
          : Optional.of(Files.readSymbolicLink(link.get()).toString());
    } catch (IOException | SecurityException e) {
      return Optional.empty();
    }
  }

  /**
   * Returns a path with all symbolic links resolved.
   *
   * @param path absolute.
   * @return absolute; empty if there is no such file, or if it is outside the root.
   */
  public Optional<String> real(String path) {
    return inside(path).map(real -> "/" + root.relativize(real));
  }

  /** Returns where a file really is, with all links followed; empty outside the root. */
  private Optional<Path> inside(String path) {
    try {
      Optional<Path> at = located(path);
      if (at.isEmpty()) {
        return Optional.empty();
      }
      Path real = at.get().toRealPath();
      return real.startsWith(root) ? Optional.of(real) : Optional.empty();
    } catch (IOException | SecurityException e) {
      return Optional.empty();
    }
  }

  /** Returns where a path of the machine is; empty if it is no name of a file. */
  Optional<Path> located(String path) {
    try {
      Path at = root.resolve(path.replaceFirst("^/+", "")).normalize();
      return at.startsWith(root) ? Optional.of(at) : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
