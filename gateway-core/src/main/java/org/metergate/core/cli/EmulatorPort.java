// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

/**
 * The port on which an emulated meter or a replay is served.
 *
 * @param wire the TCP port.
 * @param pty the pseudo-terminal connected to it, or null.
 * @param link the link through which it is read.
 */
record EmulatorPort(TcpEmulatorPort wire, PtyBridge pty, String link) implements AutoCloseable {

  @Override
  public void close() {
    if (pty != null) {
      pty.close();
    }
    wire.close();
  }
}
