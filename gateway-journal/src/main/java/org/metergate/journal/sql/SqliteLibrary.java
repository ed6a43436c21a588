// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal.sql;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * Loads the native part of SQLite. By default sqlite-jdbc unpacks it (1 MB) to {@code
 * java.io.tmpdir} under a new name at each start, deletes it only when the program ends normally,
 * so that each {@code kill -9} and each crash leaves a copy behind, and logs a stack trace when two
 * programs clean up there at once. Here it is unpacked to a new folder that only this user may
 * enter, and deleted as soon as it is loaded (Linux keeps a loaded file until the program ends).
 * {@code org.sqlite.tmpdir} sets another parent folder; if {@code org.sqlite.lib.path} is set, the
 * library is already unpacked, and nothing is unpacked here.
 */
final class SqliteLibrary {
  private static final String PATH = "org.sqlite.lib.path";
  private static final String TEMPORARY = "org.sqlite.tmpdir";

  private static boolean loaded;

  private SqliteLibrary() {}

  /**
   * Loads the native part, once.
   *
   * @throws IOException when it cannot be unpacked or there is no build for this machine.
   */
  static synchronized void load() throws IOException {
    if (loaded) {
      return;
    }
    if (System.getProperty(PATH) != null) {
      initialise();
      return;
    }
    String before = System.getProperty(TEMPORARY);
    String parent = before == null ? System.getProperty("java.io.tmpdir") : before;
    Path folder = Files.createTempDirectory(Path.of(parent), "metergate-sqlite-");
    try {
      unpack(folder);
      System.setProperty(PATH, folder.toString());
      System.setProperty(TEMPORARY, folder.toString());
      initialise();
    } finally {
      System.clearProperty(PATH);
      restore(before);
      delete(folder);
    }
  }

  private static void restore(String temporary) {
    if (temporary == null) {
      System.clearProperty(TEMPORARY);
    } else {
      System.setProperty(TEMPORARY, temporary);
    }
  }

  private static void initialise() throws IOException {
    try {
      SQLiteJDBCLoader.initialize();
      loaded = true;
    } catch (Exception | LinkageError e) {
      throw new IOException("the native part of SQLite cannot be loaded", e);
    }
  }

  /** If there is no build for this machine, sqlite-jdbc itself reports that when it is loaded. */
  private static void unpack(Path folder) throws IOException {
    String name = LibraryLoaderUtil.getNativeLibName();
    String resource = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name;
    try (InputStream in = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
      if (in != null) {
        Files.copy(in, folder.resolve(name));
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> below = Files.walk(folder)) {
      for (Path path : below.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
