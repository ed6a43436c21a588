// SPDX-License-Identifier: Apache-2.0
package org.metergate.link;

import com.fazecast.jSerialComm.SerialPort;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Loads the native part of the serial library. By default the library unpacks it to a
 * world-writable folder in {@code java.io.tmpdir}, loads whatever it finds there at the next start,
 * and leaves it behind. Here it is unpacked to a new folder that only this user may enter, and
 * deleted as soon as it is loaded (Linux keeps a loaded file until the program ends). If {@code
 * jSerialComm.library.path} is set, the user has already unpacked it; then nothing is unpacked.
 *
 * <p>Loading has an effect on the whole program: the native part sets SIGHUP, SIGIO, SIGCONT,
 * SIGUSR1, SIGUSR2, SIGTTIN and SIGTTOU to be ignored.
 */
final class SerialLibrary {
  private static final String PATH = "jSerialComm.library.path";
  private static final String FILE = "libjSerialComm.so";

  /** Builds in the library's jar; the library itself tries which one fits. */
  private static final List<String> BUILDS =
      List.of("armv5", "armv6hf", "armv7hf", "armv8_32", "armv8_64", "ppc64le", "x86", "x86_64");

  private static boolean loaded;
  private static Runnable onLoaded = () -> {};

  private SerialLibrary() {}

  /**
   * Loads the native part, once.
   *
   * @throws IOException if it cannot be unpacked or none of its builds fits this machine.
   */
  static synchronized void load() throws IOException {
    if (loaded) {
      return;
    }
    if (System.getProperty(PATH) != null || !System.getProperty("os.name").equals("Linux")) {
      initialise();
      return;
    }
    Path folder = Files.createTempDirectory("metergate-serial-");
    try {
      unpack(folder);
      System.setProperty(PATH, folder.toString());
      initialise();
    } finally {
      System.clearProperty(PATH);
      delete(folder);
    }
  }

  /** Sets the action to run after the native part is loaded; at once if it already is. */
  static synchronized void whenLoaded(Runnable action) {
    onLoaded = action;
    if (loaded) {
      action.run();
    }
  }

  private static void initialise() throws IOException {
    try {
      SerialPort.getVersion();
      loaded = true;
      onLoaded.run();
    } catch (LinkageError e) {
      throw new IOException("the native part of jSerialComm cannot be loaded", e);
    }
  }

  private static void unpack(Path folder) throws IOException {
    for (String build : BUILDS) {
      // found through our class loader, not a class of the jar, which would load the native part
      String name = "Linux/" + build + "/" + FILE;
      try (InputStream in = SerialLibrary.class.getClassLoader().getResourceAsStream(name)) {
        if (in != null) {
          Files.createDirectories(folder.resolve("Linux").resolve(build));
          Files.copy(in, folder.resolve(name));
        }
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
