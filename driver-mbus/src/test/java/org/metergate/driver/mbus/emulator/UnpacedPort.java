// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.emulator;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import org.metergate.spi.emulator.EmulatedMeter;
import org.metergate.spi.emulator.EmulatedMeter.Burst;
import org.metergate.time.VirtualTime;

/**
 * An emulated bus on a TCP port, for one client after another. It answers at once, and all
 * questions are asked at one moment of its clock, so that everyone who asks gets the same values.
 */
final class UnpacedPort implements AutoCloseable {
  private final ServerSocket server;
  private final EmulatedMeter bus;
  private final long now;

  UnpacedPort(EmulatedMeter bus, VirtualTime time) throws IOException {
    this.bus = bus;
    this.now = time.nanos();
    this.server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::serve, "emulated-bus");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return server.getLocalPort();
  }

  private void serve() {
    byte[] chunk = new byte[1024];
    while (!server.isClosed()) {
      try (Socket client = server.accept()) {
        client.setTcpNoDelay(true);
        int count = client.getInputStream().read(chunk);
        while (count >= 0) {
          bus.receive(Arrays.copyOf(chunk, count), now);
          for (Burst burst : bus.poll(Long.MAX_VALUE)) {
            client.getOutputStream().write(burst.bytes());
          }
          count = client.getInputStream().read(chunk);
        }
      } catch (IOException e) {
        // the client has gone or the port was closed; the next client may come
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
