// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Gives an outlet the look of a serial port: {@code socat} makes a pseudo-terminal under a name and
 * joins it to the outlet's TCP port, anew each time somebody has closed it.
 */
final class PtyBridge implements AutoCloseable {
  private final Thread thread;
  private volatile Process socat;
  private volatile boolean closed;

  PtyBridge(Path name, int port) {
    if (Files.exists(name, LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(name)) {
      throw new CommandException(
          CommandException.FAULT, name + " exists and is no link; choose another name for --pty.");
    }
    ProcessBuilder command =
        new ProcessBuilder(
                "socat", "PTY,link=" + name + ",rawer,wait-slave", "TCP:127.0.0.1:" + port)
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD);
    try {
      socat = command.start();
    } catch (IOException e) {
      throw new CommandException(
          CommandException.FAULT,
          "A pseudo-terminal needs the program socat: sudo apt-get install socat.");
    }
    thread = new Thread(() -> keep(command), "pty");
    thread.setDaemon(true);
    thread.start();
  }

  private void keep(ProcessBuilder command) {
    try {
      while (!closed) {
        long begun = System.nanoTime();
        socat.waitFor();
        if (System.nanoTime() - begun < 200_000_000L) {
          Thread.sleep(200); // it cannot work: do not spin
        }
        if (!closed) {
          socat = command.start();
        }
      }
    } catch (InterruptedException | IOException e) {
      closed = true;
    } finally {
      socat.destroy();
    }
  }

  @Override
  public void close() {
    closed = true;
    socat.destroy();
    thread.interrupt();
  }
}
