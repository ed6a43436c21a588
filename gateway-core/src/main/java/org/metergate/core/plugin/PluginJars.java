// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;

/**
 * The jars of a plug-in file, checked before any of their code runs, and copied: overwriting a jar
 * in place would make classes unreadable that are loaded only later.
 *
 * @param copies for the class loader.
 * @param manifest of the first jar with a list of providers, if it has one.
 * @param natives names of the native libraries in them.
 */
record PluginJars(List<Path> copies, Optional<Manifest> manifest, List<String> natives) {
  /** Far more than a driver and its libraries need; a small computer has 512 MB. */
  static final long MAX_BYTES = 64L << 20;

  private static final String SERVICES = "META-INF/services/org.metergate.spi.";
  private static final List<String> NATIVE = List.of(".so", ".dll", ".dylib", ".jnilib");

  /** Why a plug-in file is not used; the message is a sentence. */
  static final class Unfit extends Exception {
    private static final long serialVersionUID = 1L;

    Unfit(String sentence) {
      super(sentence, null, false, false);
    }
  }

  /**
   * Copies and checks the jars of a plug-in file.
   *
   * @param scratch the folder for the copies.
   */
  static PluginJars read(PluginFile pluginFile, Path scratch) throws Unfit {
    if (pluginFile.jars().isEmpty()) {
      throw new Unfit("There is no jar in this folder.");
    }
    try {
      requireSize(pluginFile);
      List<Path> copies = new ArrayList<>();
      for (Path jar : pluginFile.jars()) {
        Path copy = scratch.resolve(copies.size() + "-" + jar.getFileName());
        copies.add(Files.copy(jar, copy, StandardCopyOption.REPLACE_EXISTING));
      }
      return read(pluginFile, copies);
    } catch (IOException e) {
      throw new Unfit("It cannot be read: " + ErrorText.of(e) + ".");
    }
  }

  private static void requireSize(PluginFile pluginFile) throws IOException, Unfit {
    long size = 0;
    for (Path jar : pluginFile.jars()) {
      size += Files.size(jar);
    }
    if (size > MAX_BYTES) {
      throw new Unfit("It has more than 64 MB (" + size + " bytes), which no driver needs.");
    }
  }

  private static PluginJars read(PluginFile pluginFile, List<Path> copies)
      throws IOException, Unfit {
    Optional<Manifest> manifest = Optional.empty();
    boolean offers = false;
    List<String> natives = new ArrayList<>();
    JarBounds bounds = new JarBounds();
    for (int i = 0; i < copies.size(); i++) {
      bounds.check(copies.get(i));
      try (JarFile jar = new JarFile(copies.get(i).toFile(), true)) {
        requireOwnClassPath(jar.getManifest());
        List<String> names = jar.stream().map(ZipEntry::getName).toList();
        names.stream().filter(PluginJars::isNative).forEach(natives::add);
        if (!offers && names.stream().anyMatch(name -> name.startsWith(SERVICES))) {
          offers = true;
          manifest = Optional.ofNullable(jar.getManifest());
        }
      } catch (ZipException e) {
        String subject =
            pluginFile.jars().size() == 1 ? "It" : pluginFile.jars().get(i).getFileName() + "";
        throw new Unfit(subject + " is not a jar, or is damaged: " + ErrorText.of(e) + ".");
      }
    }
    if (!offers) {
      throw new Unfit(
          "It offers no driver, link or emulated meter: there is no list of its providers"
              + " under META-INF/services.");
    }
    requireLevel(manifest);
    return new PluginJars(List.copyOf(copies), manifest, List.copyOf(natives));
  }

  private static void requireLevel(Optional<Manifest> manifest) throws Unfit {
    String level =
        manifest.map(m -> m.getMainAttributes().getValue(SpiLevel.ATTRIBUTE)).orElse("1").strip();
    if (!level.matches("\\d{1,6}")) {
      throw new Unfit("Its manifest names the level '" + level + "', which is not a number.");
    }
    Optional<String> objection = SpiLevel.objection("It", Integer.parseInt(level));
    if (objection.isPresent()) {
      throw new Unfit(objection.get());
    }
  }

  /** Jars that a class loader would open in addition would be neither checked nor copied. */
  private static void requireOwnClassPath(Manifest manifest) throws Unfit {
    String all =
        manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
    for (String entry : all == null ? new String[0] : all.strip().split("\\s+")) {
      if (entry.contains(":")
          || entry.contains("%")
          || entry.startsWith("/")
          || entry.contains("..")) {
        throw new Unfit(
            "Its manifest names '"
                + entry
                + "' under Class-Path, outside of its folder; put all its jars into one folder.");
      }
    }
  }

  private static boolean isNative(String name) {
    return NATIVE.stream().anyMatch(name::endsWith);
  }
}
