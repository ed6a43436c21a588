// SPDX-License-Identifier: Apache-2.0
package org.metergate.faultrun.meter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the kernel knows of TCP connections on this machine: {@code /proc/net/tcp} and tcp6. */
final class Kernel {
  private Kernel() {}

  /**
   * Returns how many bytes of a connection are written and not read yet: those that wait in the
   * sender's queue and those that the reader's kernel holds.
   *
   * @param from the sender's port.
   * @param to the reader's port.
   */
  static long unread(int from, int to) throws IOException {
    long unread = 0;
    for (String table : new String[] {"tcp", "tcp6"}) {
      Path file = Path.of("/proc/net", table);
      for (String line :
          Files.exists(file) ? Files.readAllLines(file) : java.util.List.<String>of()) {
        String[] words = line.trim().split("\\s+");
        if (words.length > 4 && words[1].contains(":") && words[4].contains(":")) {
          int local = port(words[1]);
          int remote = port(words[2]);
          String[] queues = words[4].split(":"); // tx_queue:rx_queue
          if (local == from && remote == to) {
            unread += Long.parseLong(queues[0], 16);
          } else if (local == to && remote == from) {
            unread += Long.parseLong(queues[1], 16);
          }
        }
      }
    }
    return unread;
  }

  private static int port(String address) {
    return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1), 16);
  }
}
