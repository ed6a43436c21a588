// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** The options for the port on which an emulated meter or a replay is served. */
final class EmulatorPortOptions {
  private static final Pattern ADDRESS =
      Pattern.compile("(?:(\\[[0-9A-Fa-f:.%\\w]+]|[^\\[\\]:/\\s]+):)?(\\d{1,5})");
  private static final int HIGHEST_PORT = 65_535;

  @Option(
      names = "--tcp",
      paramLabel = "ADDRESS",
      description = "Serve on this PORT or HOST:PORT; a free port of 127.0.0.1 by default.")
  private String tcp = "127.0.0.1:0";

  @Option(
      names = "--pty",
      paramLabel = "PATH",
      description = "Also create a pseudo-terminal with this name (needs socat).")
  private Path pty;

  /** Opens the requested ports. */
  EmulatorPort open() {
    TcpEmulatorPort wire = openPort();
    if (pty == null) {
      return new EmulatorPort(wire, null, "tcp:" + wire.address());
    }
    Path name = pty.toAbsolutePath().normalize();
    try {
      return new EmulatorPort(wire, new PtyBridge(name, wire.address()), "serial:" + name);
    } catch (CommandException e) {
      wire.close();
      throw e;
    }
  }

  private TcpEmulatorPort openPort() {
    Matcher address = ADDRESS.matcher(tcp);
    if (!address.matches() || Integer.parseInt(address.group(2)) > HIGHEST_PORT) {
      throw new CommandException(
          CommandException.USAGE,
          "--tcp must be a port from 0 to 65535, or a host and a port like 0.0.0.0:2000, not '"
              + tcp
              + "'.");
    }
    String host = address.group(1) == null ? "127.0.0.1" : address.group(1);
    try {
      return new TcpEmulatorPort(host, Integer.parseInt(address.group(2)));
    } catch (UnknownHostException e) {
      throw fault("there is no host with that name");
    } catch (IOException e) {
      throw fault(FileErrorText.reason(e));
    }
  }

  private CommandException fault(String reason) {
    return new CommandException(
        CommandException.FAULT,
        "The port " + tcp + " cannot be opened: " + reason + ". Choose another with --tcp.");
  }
}
