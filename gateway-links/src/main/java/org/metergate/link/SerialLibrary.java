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
 * Brings the native part of the serial library into the program. By itself the library unpacks it
 * to a folder in {@code java.io.tmpdir} that everybody may write to, loads whatever it finds there
 * at the next start, and leaves it behind. Here it is unpacked to a new folder that only this user
 * may enter, and taken away as soon as it is loaded (Linux keeps a loaded file until the program
 * ends). Who sets {@code jSerialComm.library.path} has unpacked it already; then nothing is done.
 *
 * <p>Loading has an effect on the whole program: the native part sets SIGHUP, SIGIO, SIGCONT,
 * SIGUSR1, SIGUSR2, SIGTTIN and SIGTTOU to be ignored.
 */
final class SerialLibrary {
  private static final String PATH = "jSerialComm.library.path";
  private static final String FILE = "libjSerialComm.so";

  /** Builds in the library's jar; which one fits is the library's business: it tries them. */
  private static final List<String> BUILDS =
      List.of("armv5", "armv6hf", "armv7hf", "armv8_32", "armv8_64", "ppc64le", "x86", "x86_64");

  private static boolean loaded;
  private static Runnable afterwards = () -> {};

  private SerialLibrary() {}

  /**
   * Loads the native part, once.
   *
   * @throws IOException where it cannot be unpacked or none of its builds fits this machine.
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

  /** Says what to run when the native part was loaded, and at once where it is. */
  static synchronized void whenLoaded(Runnable action) {
    afterwards = action;
    if (loaded) {
      action.run();
    }
  }

  private static void initialise() throws IOException {
    try {
      SerialPort.getVersion();
      loaded = true;
      afterwards.run();
    } catch (LinkageError e) {
      throw new IOException("the native part of jSerialComm cannot be loaded", e);
    }
  }

  private static void unpack(Path folder) throws IOException {
    for (String build : BUILDS) {
      // asked of the jar's class loader without a class of it, which would load the native part
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
    try (Stream<Path> below = Files.walk(folder)) {
      for (Path path : below.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
