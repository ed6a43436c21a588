// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.metergate.spi.link.LinkUri;

/** The serial ports of the machine, by the names that stay when an adapter is plugged elsewhere. */
final class ProbePorts {
  /** ttyS ports exist on every PC without a plug; the header of a Raspberry Pi is serial0. */
  private static final List<String> NAMES =
      List.of("serial/by-id/*", "serial0", "ttyAMA[0-9]*", "ttyUSB[0-9]*", "ttyACM[0-9]*");

  private ProbePorts() {}

  /** Returns a link for each port below a folder like {@code /dev}, each device once. */
  static List<LinkUri> serial(Path folder) {
    List<LinkUri> links = new ArrayList<>();
    Set<Path> devices = new HashSet<>();
    for (String name : NAMES) {
      Path in = folder.resolve(name).getParent();
      for (Path port : matching(in, folder.resolve(name).getFileName().toString())) {
        try {
          if (devices.add(port.toRealPath())) {
            Map<String, String> none = new LinkedHashMap<>();
            links.add(new LinkUri("serial", port.toString(), none));
          }
        } catch (IOException e) {
          // a name without a device
        }
      }
    }
    return links;
  }

  private static List<Path> matching(Path folder, String name) {
    List<Path> found = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, name)) {
        entries.forEach(found::add);
      } catch (IOException | UncheckedIOException e) {
        // not readable: no port to name
      }
    }
    found.sort(null);
    return found;
  }
}
