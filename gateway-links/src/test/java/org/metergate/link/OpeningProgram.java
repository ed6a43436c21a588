// SPDX-License-Identifier: Apache-2.0
package org.metergate.link;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.metergate.kit.ClockHost;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkException;
import org.metergate.spi.link.LinkUri;
import org.metergate.time.SystemTime;

/**
 * A separate program that opens a serial port and prints {@code open} or the finding, for tests
 * that need another user or a process in which the serial library is not loaded yet.
 */
final class OpeningProgram {
  private OpeningProgram() {}

  /**
   * Opens a port.
   *
   * @param arguments the device.
   */
  public static void main(String[] arguments) throws Exception {
    LinkUri uri = LinkUri.parse("serial:" + arguments[0]);
    try {
      new SerialLinkProvider()
          .open(uri, LineSettings.eightNone(2400), new ClockHost(new SystemTime()))
          .close();
      System.out.println("open " + System.getProperty("jSerialComm.library.path", ""));
    } catch (LinkException e) {
      System.out.println(e.finding().code().id());
    }
  }

  /**
   * Creates the command that runs it.
   *
   * @param classPath in the platform's notation.
   * @param temporary folder for temporary files.
   * @param device what to open.
   * @return the command for a process builder.
   */
  static List<String> command(String classPath, Path temporary, Path device) {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return new ArrayList<>(
        List.of(
            java.toString(),
            "-Djava.io.tmpdir=" + temporary,
            "-cp",
            classPath,
            OpeningProgram.class.getName(),
            device.toString()));
  }

  /** Returns the parts of this process's class path. */
  static List<Path> classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .toList();
  }
}
