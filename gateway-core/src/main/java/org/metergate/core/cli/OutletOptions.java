// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where an emulated meter or a replay comes out. */
final class OutletOptions {
  @Option(
      names = "--tcp",
      paramLabel = "[HOST:]PORT",
      description = "Serve on this TCP port; 127.0.0.1 and a free port by default.")
  String tcp = "127.0.0.1:0";

  @Option(
      names = "--pty",
      paramLabel = "PATH",
      description = "Also make a pseudo-terminal under this name (needs socat).")
  Path pty;

  /** Opens what was asked for. */
  Outlet open() {
    TcpOutlet wire = openPort();
    if (pty == null) {
      return new Outlet(wire, null, "tcp:127.0.0.1:" + wire.port());
    }
    return new Outlet(
        wire, new PtyBridge(pty.toAbsolutePath(), wire.port()), "serial:" + pty.toAbsolutePath());
  }

  private TcpOutlet openPort() {
    int colon = tcp.lastIndexOf(':');
    String host = colon < 0 ? "127.0.0.1" : tcp.substring(0, colon);
    try {
      return new TcpOutlet(host, Integer.parseInt(tcp.substring(colon + 1)));
    } catch (IllegalArgumentException e) {
      throw new CommandException(
          CommandException.USAGE, "--tcp wants a port from 0 to 65535, not '" + tcp + "'.");
    } catch (IOException e) {
      throw new CommandException(
          CommandException.FAULT, "The port " + tcp + " cannot be opened: " + e.getMessage() + ".");
    }
  }
}
