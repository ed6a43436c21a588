// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which drivers folders and jars other users could change: who can, has their code run by the
 * gateway, which reads the keys of the meters.
 */
final class PluginAccess {
  private PluginAccess() {}

  /** Returns a warning for each folder and file that users other than root can change. */
  static List<RejectedPlugin> warnings(Path folder, List<PluginFile> pluginFiles) {
    Set<Path> paths = new LinkedHashSet<>();
    if (Files.isDirectory(folder)) {
      paths.add(folder);
    }
    for (PluginFile pluginFile : pluginFiles) {
      paths.add(pluginFile.file());
      for (Path jar : pluginFile.jars()) {
        paths.add(jar.getParent()); // the folder of its libraries
        paths.add(jar);
      }
    }
    List<RejectedPlugin> warnings = new ArrayList<>();
    for (Path path : paths) {
      changers(path).ifPresent(who -> warnings.add(warning(path, who)));
    }
    return warnings;
  }

  private static RejectedPlugin warning(Path path, String who) {
    String kind = Files.isDirectory(path) ? "folder of drivers" : "file";
    return new RejectedPlugin(
        path.toString(),
        "This "
            + kind
            + " can be changed by "
            + who
            + ", whose code the gateway would then run; make root or the user of the gateway its"
            + " owner, and run 'chmod go-w' on it.");
  }

  private static Optional<String> changers(Path path) {
    try {
      PosixFileAttributes now = Files.readAttributes(path, PosixFileAttributes.class);
      String owner = now.owner().getName();
      if (now.permissions().contains(PosixFilePermission.OTHERS_WRITE)) {
        return Optional.of("every user of this machine");
      }
      if (!owner.equals("root") && !owner.equals(System.getProperty("user.name"))) {
        return Optional.of("the user " + owner);
      }
      // many systems give each user a group of the same name, of which nobody else is a member
      return now.permissions().contains(PosixFilePermission.GROUP_WRITE)
              && !now.group().getName().equals(owner)
          ? Optional.of("the group " + now.group().getName())
          : Optional.empty();
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty(); // it is gone, or its file system has no such rights
    }
  }
}
