// SPDX-License-Identifier: Apache-2.0
package org.metergate.faultrun.observe;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import org.metergate.faultrun.evidence.Place;

/** A socket that takes datagrams. */
public final class DatagramLog implements AutoCloseable {
  private static final int LARGEST = 65_536;

  private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());

  /** Begins to receive. */
  public DatagramLog(SightingLog log) throws IOException {
    Thread thread = new Thread(() -> read(log), "datagrams");
    thread.setDaemon(true);
    thread.start();
  }

  private void read(SightingLog log) {
    try {
      while (true) {
        DatagramPacket packet = new DatagramPacket(new byte[LARGEST], LARGEST);
        socket.receive(packet);
        String text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
        log.addJson(Place.UDP, "", text, true);
      }
    } catch (IOException e) {
      // the run is over
    }
  }

  /** Returns the port. */
  public int port() {
    return socket.getLocalPort();
  }

  @Override
  public void close() {
    socket.close();
  }
}
