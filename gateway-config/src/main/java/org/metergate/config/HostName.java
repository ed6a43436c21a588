// SPDX-License-Identifier: Apache-2.0
package org.metergate.config;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The name of this machine, for a gateway without a configured name. */
final class HostName {
  private HostName() {}

  /** Reads the name from the Linux kernel, since asking the resolver may take seconds. */
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

  /**
   * Returns the part before the first dot, with only the characters allowed in topics and entity
   * ids.
   */
  static String clean(String host) {
    String name = host.trim().split("\\.", 2)[0].replaceAll("[^A-Za-z0-9_-]+", "-");
    name = name.substring(0, Math.min(64, name.length())).replaceAll("^-+|-+$", "");
    return name.isEmpty() ? "metergate" : name;
  }
}
