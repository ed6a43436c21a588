// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A plug-in that was dropped into a drivers folder.
 *
 * @param file a jar, or a folder with a jar and its libraries.
 * @param jars the files that its class loader has; none in a folder without a jar.
 * @param state of all these files: equal states mean that nothing was changed.
 */
record PluginFile(Path file, List<Path> jars, List<String> state) {
  private static final String JAR = ".jar";
  private static final String LIBRARIES = "lib";

  /**
   * Lists a drivers folder.
   *
   * @return the plug-in files in it, sorted by name; none if there is no such folder.
   * @throws IOException if it cannot be read.
   */
  static List<PluginFile> in(Path folder) throws IOException {
    List<PluginFile> pluginFiles = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return pluginFiles;
    }
    for (Path file : list(folder)) {
      if (Files.isDirectory(file)) {
        List<Path> jars = new ArrayList<>(jars(file));
        if (Files.isDirectory(file.resolve(LIBRARIES))) {
          jars.addAll(jars(file.resolve(LIBRARIES)));
        }
        pluginFiles.add(of(file, jars));
      } else if (isJar(file)) {
        pluginFiles.add(of(file, List.of(file)));
      }
    }
    return pluginFiles;
  }

  private static PluginFile of(Path file, List<Path> jars) throws IOException {
    List<String> state = new ArrayList<>();
    for (Path jar : jars) {
      // the change time too: a copy that keeps the old time stamp is still a new jar
      var attributes = Files.readAttributes(jar, "unix:ino,size,lastModifiedTime,ctime");
      state.add(jar + " " + new java.util.TreeMap<>(attributes));
    }
    return new PluginFile(file, List.copyOf(jars), List.copyOf(state));
  }

  private static List<Path> jars(Path folder) throws IOException {
    return list(folder).stream().filter(PluginFile::isJar).toList();
  }

  /** Lists the files except hidden ones, which editors and copying programs leave behind. */
  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> !file.getFileName().toString().startsWith(".")).sorted().toList();
    }
  }

  private static boolean isJar(Path file) {
    return file.getFileName().toString().endsWith(JAR) && Files.isRegularFile(file);
  }
}
