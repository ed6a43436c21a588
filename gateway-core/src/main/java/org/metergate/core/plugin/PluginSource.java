// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * Where a plug-in comes from.
 *
 * @param file the jar or folder that was dropped in, the program's own jar, or a folder of classes.
 * @param dropped whether it is in a drivers folder, with a class loader of its own.
 * @param version from its manifest, otherwise {@code -}.
 * @param licence from its manifest, otherwise {@code -}.
 */
public record PluginSource(Path file, boolean dropped, String version, String licence) {
  private static final String UNKNOWN = "-";

  /** Reads version and licence from a manifest: {@code Bundle-License} is what tools write. */
  static PluginSource of(Path file, boolean dropped, Optional<Manifest> manifest) {
    Attributes main = manifest.map(Manifest::getMainAttributes).orElseGet(Attributes::new);
    return new PluginSource(
        file,
        dropped,
        first(main, "Implementation-Version", "Bundle-Version"),
        first(main, "Bundle-License", "Implementation-License", "License"));
  }

  /** Finds where a class of the program itself comes from. */
  static PluginSource of(Class<?> type) {
    var code = type.getProtectionDomain().getCodeSource();
    if (code == null || code.getLocation() == null) {
      return of(Path.of(UNKNOWN), false, Optional.empty());
    }
    Path file = Path.of(code.getLocation().getPath());
    Optional<Manifest> manifest = Optional.empty();
    if (Files.isRegularFile(file)) {
      try (JarFile jar = new JarFile(file.toFile(), false)) {
        manifest = Optional.ofNullable(jar.getManifest());
      } catch (IOException e) {
        manifest = Optional.empty(); // the class is usable anyway; only its version is unknown
      }
    }
    return of(file, false, manifest);
  }

  private static String first(Attributes main, String... names) {
    for (String name : names) {
      String value = main.getValue(name);
      if (value != null && !value.isBlank()) {
        return value.strip();
      }
    }
    return UNKNOWN;
  }
}
