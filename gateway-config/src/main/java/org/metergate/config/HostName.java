// SPDX-License-Identifier: Apache-2.0
package org.metergate.config;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

/** This machine's name, for a gateway that was given none. */
final class HostName {
  private HostName() {}

  /** Reads it where Linux keeps it, since asking the resolver may take seconds. */
  static String own() {
    try {
      return clean(Files.readString(Path.of("/proc/sys/kernel/hostname")));
    } catch (IOException e) {
      try {
        return clean(InetAddress.getLocalHost().getHostName());
      } catch (UnknownHostException unknown) {
        return clean("");
      }
    }
  }

  /** Keeps what may stand in topics and entity ids: the part before the first dot. */
  static String clean(String host) {
    String name = host.trim().split("\\.", 2)[0].replaceAll("[^A-Za-z0-9_-]+", "-");
    name = name.substring(0, Math.min(64, name.length())).replaceAll("^-+|-+$", "");
    return name.isEmpty() ? "metergate" : name;
  }
}
