// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

/**
 * Where an emulated meter or a replay comes out.
 *
 * @param wire the TCP port.
 * @param pty the pseudo-terminal joined to it, or null.
 * @param link the name of the link from which it is read.
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
