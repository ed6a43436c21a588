// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.metergate.testing.Await;

@Timeout(30)
class TcpEmulatorPortTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private static Socket connect(TcpEmulatorPort emulatorPort) throws Exception {
    String address = emulatorPort.address();
    int colon = address.lastIndexOf(':');
    Socket socket =
        new Socket(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
    Await.until("the port notices its reader", LIMIT, emulatorPort::connected);
    return socket;
  }

  @Test
  void whatIsSentWhileNobodyListensIsGone() throws Exception {
    try (TcpEmulatorPort emulatorPort = new TcpEmulatorPort("127.0.0.1", 0)) {
      emulatorPort.send(new byte[] {1});
      try (Socket reader = connect(emulatorPort)) {
        emulatorPort.send(new byte[] {2, 3});
        assertArrayEquals(new byte[] {2, 3}, reader.getInputStream().readNBytes(2));
      }
    }
  }

  @Test
  void servesTheNextReaderWhenOneHasLeft() throws Exception {
    try (TcpEmulatorPort emulatorPort = new TcpEmulatorPort("127.0.0.1", 0)) {
      connect(emulatorPort).close();
      Await.until("the port notices that it left", LIMIT, () -> !emulatorPort.connected());
      emulatorPort.send(new byte[] {1});
      try (Socket second = connect(emulatorPort)) {
        emulatorPort.send(new byte[] {2});
        assertEquals(2, second.getInputStream().read());
      }
    }
  }

  @Test
  void handsOverWhatTheReaderSends() throws Exception {
    try (TcpEmulatorPort emulatorPort = new TcpEmulatorPort("127.0.0.1", 0);
        Socket reader = connect(emulatorPort)) {
      assertNull(emulatorPort.receive(0));
      reader.getOutputStream().write(new byte[] {7, 8});
      assertArrayEquals(new byte[] {7, 8}, emulatorPort.receive(TimeUnit.SECONDS.toNanos(10)));
    }
  }

  @Test
  void tellsItsReaderThatItIsClosed() throws Exception {
    TcpEmulatorPort emulatorPort = new TcpEmulatorPort("127.0.0.1", 0);
    try (Socket reader = connect(emulatorPort)) {
      emulatorPort.close();
      assertEquals(-1, reader.getInputStream().read());
    }
    assertFalse(emulatorPort.connected() && emulatorPort.receive(0) != null);
  }

  @Test
  void refusesAPortThatIsTakenAndAHostThatIsNone() throws Exception {
    try (TcpEmulatorPort emulatorPort = new TcpEmulatorPort("127.0.0.1", 0)) {
      String port = emulatorPort.address().replaceFirst(".*:", "");
      IOException taken =
          assertThrows(
              IOException.class, () -> new TcpEmulatorPort("127.0.0.1", Integer.parseInt(port)));
      assertTrue(taken.getMessage().contains("in use"), taken.getMessage());
      Run.of("emulate", "omnipower", "--tcp", port)
          .refuses(
              1,
              "The port "
                  + port
                  + " cannot be opened: "
                  + taken.getMessage()
                  + ". Choose another with --tcp.");
    }
    Run.of("emulate", "omnipower", "--tcp", "no-such-host.invalid:0")
        .refuses(
            1,
            "The port no-such-host.invalid:0 cannot be opened: there is no host with that name."
                + " Choose another with --tcp.");
  }

  @Test
  void namesAnAddressAtWhichAReaderOnThisMachineFindsIt() throws Exception {
    try (TcpEmulatorPort everywhere = new TcpEmulatorPort("0.0.0.0", 0)) {
      assertTrue(everywhere.address().matches("127\\.0\\.0\\.1:\\d+"), everywhere.address());
    }
  }
}
