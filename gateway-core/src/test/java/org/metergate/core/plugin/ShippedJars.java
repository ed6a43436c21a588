// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.plugin;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.metergate.spi.driver.DriverProvider;

/**
 * The drivers that come with the program as jars in its folder {@code drivers}. The program does
 * not depend on them, so tests make these jars from the sources of their modules.
 */
public final class ShippedJars {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private ShippedJars() {}

  /**
   * Returns the modules of these drivers.
   *
   * @return names, as the build lays them out.
   */
  public static List<String> modules() throws IOException {
    Matcher names =
        Pattern.compile("<drivers[.]dropped>(.*)</drivers[.]dropped>")
            .matcher(Files.readString(ROOT.resolve("packaging/pom.xml")));
    if (!names.find()) {
      throw new IllegalStateException("packaging/pom.xml names no drivers that are dropped in");
    }
    return List.of(names.group(1).split(","));
  }

  /**
   * Makes the jars.
   *
   * @param folder where they are put.
   * @return one for each module.
   */
  public static List<Path> into(Path folder) throws IOException {
    List<Path> jars = new ArrayList<>();
    for (String module : modules()) {
      Path main = ROOT.resolve(module).resolve("src/main");
      JarForge jar = new JarForge();
      for (Path file : files(main.resolve("java"))) {
        String name = main.resolve("java").relativize(file).toString();
        if (!name.endsWith("package-info.java")) {
          jar.source(name.replace(".java", "").replace('/', '.'), Files.readString(file));
        }
      }
      for (Path file : files(main.resolve("resources"))) {
        String name = main.resolve("resources").relativize(file).toString();
        jar.entry(name, Files.readString(file).getBytes(StandardCharsets.UTF_8));
      }
      jars.add(jar.into(folder.resolve(module + ".jar")));
    }
    return jars;
  }

  private static List<Path> files(Path below) throws IOException {
    try (Stream<Path> files = Files.walk(below)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /**
   * Loads the driver of a jar, with the class loader of a dropped-in one. It is never closed, since
   * the driver's sentences are read later.
   *
   * @param jar with one driver.
   * @return its provider.
   */
  public static DriverProvider load(Path jar) throws IOException {
    URL[] place = {jar.toUri().toURL()};
    ClassLoader parent = new SpiClassLoader(ShippedJars.class.getClassLoader());
    return ServiceLoader.load(DriverProvider.class, new URLClassLoader(place, parent))
        .findFirst()
        .orElseThrow();
  }
}
