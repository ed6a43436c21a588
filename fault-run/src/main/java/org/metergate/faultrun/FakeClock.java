// SPDX-License-Identifier: Apache-2.0
package org.metergate.faultrun;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * A wall clock of its own for the process under test, by a small library that is compiled here and
 * loaded before the C library. (libfaketime does the same, and makes each question for the time a
 * hundred times as slow: 70 microseconds.)
 */
final class FakeClock {
  private static final String SOURCE = "clock.c";

  private final Path library;
  private final Path file;
  private final boolean available;

  /**
   * Prepares a clock that is right.
   *
   * @param folder for its files.
   * @param wanted whether the process gets it at all.
   */
  FakeClock(Path folder, boolean wanted) throws Exception {
    library = folder.resolve("clock.so");
    file = folder.resolve("clock");
    set(0);
    available = wanted && compile(folder.resolve(SOURCE));
  }

  private boolean compile(Path source) throws Exception {
    try (InputStream in = FakeClock.class.getResourceAsStream(SOURCE)) {
      Files.write(source, in.readAllBytes());
      Process compiler =
          new ProcessBuilder("cc", "-shared", "-fPIC", "-O2", "-o", library + "", source + "")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return compiler.waitFor() == 0;
    } catch (IOException e) {
      return false; // there is no compiler
    }
  }

  boolean isAvailable() {
    return available;
  }

  /** Sets how far it is ahead, from now on. The file is written in place, since it is mapped. */
  void set(long seconds) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder());
    bytes.putLong(seconds);
    if (Files.exists(file)) {
      try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
        channel.write(bytes.flip());
      }
    } else {
      Files.write(file, bytes.array());
    }
  }

  void into(Map<String, String> environment) {
    if (available) {
      environment.put("LD_PRELOAD", library.toString());
      environment.put("FAULT_RUN_CLOCK", file.toString());
    }
  }
}
