// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.access;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/** The names and addresses of this machine. Any thread. */
public final class OwnNames {
  private static final Path KERNEL_NAME = Path.of("/proc/sys/kernel/hostname");

  private OwnNames() {}

  /**
   * Returns the names under which this machine is known in its network, without asking anybody.
   *
   * @return in lower case: the name of the machine, the part before its first dot, and that with
   *     {@code .local}; empty if the system does not say.
   */
  public static Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    try {
      String own = Files.readString(KERNEL_NAME).trim().toLowerCase(Locale.ROOT);
      if (!own.isEmpty() && !own.equals("(none)")) {
        String first = own.replaceFirst("\\..*", "");
        names.add(own);
        names.add(first);
        names.add(first + ".local");
      }
    } catch (IOException e) {
      // no name then: the addresses remain, and what the configuration names
    }
    return names;
  }

  /**
   * Returns the addresses of all interfaces.
   *
   * @return those of loopback, too; empty if the system does not say.
   */
  public static Set<InetAddress> addresses() {
    Set<InetAddress> addresses = new LinkedHashSet<>();
    try {
      NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .forEach(addresses::add);
    } catch (SocketException e) {
      // none then
    }
    return addresses;
  }
}
