// SPDX-License-Identifier: Apache-2.0
package org.metergate.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Loopback ports for servers that tests start, kill and start again. They lie below the range from
 * which the system gives ports to outgoing connections (from 32768 on Linux), so that none of the
 * connections of other tests takes one while its server is down. Any thread.
 */
public final class FreePorts {
  private static final int FIRST = 20_000;
  private static final int COUNT = 12_000;

  private static final Set<Integer> TAKEN = ConcurrentHashMap.newKeySet();

  private FreePorts() {}

  /**
   * Chooses a port on which nothing listens now and that no other test of this run was given.
   *
   * @return 20000 to 31999.
   * @throws IOException when none is found.
   */
  public static int take() throws IOException {
    int start = ThreadLocalRandom.current().nextInt(COUNT);
    for (int i = 0; i < COUNT; i++) {
      int port = FIRST + (start + i) % COUNT;
      if (TAKEN.add(port) && isFree(port)) {
        return port;
      }
    }
    throw new IOException("no port from " + FIRST + " on is free");
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
