// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metergate.setup.port.MachineFiles;

/** The mounted file systems, from {@code /proc/mounts}. */
record Mounts(List<Mount> all) {

  /**
   * One file system.
   *
   * @param point where it is mounted.
   * @param type such as {@code ext4}.
   * @param options such as {@code rw}, {@code noexec}.
   */
  record Mount(String point, String type, List<String> options) {
    private boolean holds(String path) {
      return point.equals("/") || path.equals(point) || path.startsWith(point + "/");
    }
  }

  static Mounts read(MachineFiles files) {
    List<Mount> all = new ArrayList<>();
    files.text("/proc/mounts").stream()
        .flatMap(String::lines)
        .map(line -> line.split(" "))
        .filter(fields -> fields.length >= 4)
        .forEach(
            fields ->
                all.add(
                    new Mount(
                        fields[1].replace("\\040", " "),
                        fields[2],
                        List.of(fields[3].split(",")))));
    return new Mounts(all);
  }

  /** Returns the file system of a path: the one mounted nearest, and last, above it. */
  Optional<Mount> of(String path) {
    Mount found = null;
    for (Mount mount : all) {
      if (mount.holds(path)
          && (found == null || mount.point().length() >= found.point().length())) {
        found = mount;
      }
    }
    return Optional.ofNullable(found);
  }
}
