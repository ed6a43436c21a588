// SPDX-License-Identifier: Apache-2.0
package org.metergate.link;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.testing.PtyPair;

/** Tests that need a process of their own: another user, and the first loading of the library. */
@Tag("pty")
class SerialProcessTest {

  /** Returns the last line; a newer JDK prints a warning about the native library above it. */
  private static String run(List<String> command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output.substring(output.trim().lastIndexOf('\n') + 1).trim();
  }

  private static List<Path> below(Path folder) throws Exception {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.filter(path -> !path.equals(folder)).toList();
    }
  }

  @Test
  void leavesNothingOfTheLibraryBehind(@TempDir Path folder, @TempDir Path temporary)
      throws Exception {
    try (PtyPair cable = PtyPair.plug(folder)) {
      String classPath = System.getProperty("java.class.path");
      List<String> command = OpeningProgram.command(classPath, temporary, cable.gateway());
      command.add(1, "-Duser.home=" + temporary);
      command.add(1, "-XX:-UsePerfData");
      assertEquals("open", run(command));
      assertEquals(List.of(), below(temporary));
    }
  }

  @Test
  void leavesAFolderThatSomebodyHasSetAlone(@TempDir Path folder, @TempDir Path temporary)
      throws Exception {
    try (PtyPair cable = PtyPair.plug(folder)) {
      String classPath = System.getProperty("java.class.path");
      List<String> command = OpeningProgram.command(classPath, temporary, cable.gateway());
      // nothing is unpacked there, so the library unpacks itself by default and leaves files behind
      command.add(1, "-DjSerialComm.library.path=" + folder);
      assertEquals("open " + folder, run(command));
      assertEquals(
          List.of("libjSerialComm.so"),
          below(temporary).stream()
              .filter(Files::isRegularFile)
              .map(path -> path.getFileName().toString())
              .filter(name -> name.endsWith(".so"))
              .toList());
    }
  }

  @Test
  void tellsAUserWithoutPermissionSo(@TempDir Path folder, @TempDir Path open) throws Exception {
    Path setpriv = Path.of("/usr/bin/setpriv");
    Assumptions.assumeTrue(
        Files.isExecutable(setpriv) && System.getProperty("user.name").equals("root"),
        "only root can become a user without permission, by setpriv of util-linux");
    try (PtyPair cable = PtyPair.plug(folder)) {
      String classPath = readableByAll(open);
      List<String> command =
          new ArrayList<>(
              List.of(
                  setpriv.toString(), "--reuid=65534", "--regid=65534", "--clear-groups", "--"));
      // the link is in a folder that only root may enter; the device itself is not
      command.addAll(OpeningProgram.command(classPath, open, cable.gateway().toRealPath()));
      assertEquals("no-permission", run(command));
    }
  }

  /** Copies what the program needs to where every user may read. */
  private static String readableByAll(Path to) throws Exception {
    Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rwxr-xr-x"));
    List<Path> parts = new ArrayList<>();
    for (Path part : OpeningProgram.classPath()) {
      String name = part.toString();
      if (Files.isDirectory(part)
          || name.matches(".*(gateway-spi|gateway-recording|driver-kit|jSerialComm).*")) {
        parts.add(copy(part, to.resolve("part" + parts.size())));
      }
    }
    return parts.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  private static Path copy(Path from, Path to) throws Exception {
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : paths.toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        Files.copy(path, path.equals(from) ? to : target);
      }
    }
    return to;
  }
}
