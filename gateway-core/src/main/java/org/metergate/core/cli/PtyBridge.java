// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Makes an emulator port look like a serial port: {@code socat} creates a pseudo-terminal under a
 * name and connects it to the TCP port when a reader opens it. When the reader has left, a new one
 * is created under the same name, so that unread bytes do not wait in it for the next reader. A
 * thread of its own restarts {@code socat}.
 */
final class PtyBridge implements AutoCloseable {
  private static final long LONGEST_START = TimeUnit.SECONDS.toNanos(5);
  private static final long PAUSE_MILLIS = 200;

  private final Path name;
  private final ProcessBuilder command;
  private final Thread thread = new Thread(this::superviseSocat, "pty");
  private volatile Process socat;
  private volatile boolean closed;

  PtyBridge(Path name, String address) {
    this.name = name;
    this.command =
        new ProcessBuilder(
                "socat",
                "PTY,link=" + name + ",rawer,wait-slave,pty-interval=0.05",
                "TCP:" + address)
            .redirectOutput(Redirect.DISCARD);
    removeStaleName();
    try {
      socat = command.start();
    } catch (IOException e) {
      throw fault("A pseudo-terminal needs the program socat: sudo apt-get install socat.");
    }
    awaitName();
    command.redirectError(Redirect.DISCARD); // its errors matter at the first start only
    thread.setDaemon(true);
    thread.start();
  }

  /** Deletes the link that a killed emulator left there, and nothing else. */
  private void removeStaleName() {
    try {
      if (Files.isSymbolicLink(name)
          && (!Files.exists(name) || Files.readSymbolicLink(name).startsWith("/dev/pts"))) {
        Files.delete(name);
      }
    } catch (IOException e) {
      throw fault(name + " cannot be replaced: " + FileErrorText.reason(e) + ".");
    }
    if (Files.exists(name, LinkOption.NOFOLLOW_LINKS)) {
      throw fault(name + " exists already; choose another name for --pty.");
    }
    if (name.toString().matches(".*[,:!'\"\\\\(\\[{].*")) {
      throw fault(name + " has characters with a special meaning for socat; choose another name.");
    }
  }

  private void awaitName() {
    long begin = System.nanoTime();
    try {
      while (!Files.exists(name, LinkOption.NOFOLLOW_LINKS)) {
        if (socat.waitFor(10, TimeUnit.MILLISECONDS)) {
          throw fault(
              "socat cannot create the pseudo-terminal " + name + ": " + lastErrorLine() + ".");
        }
        if (System.nanoTime() - begin > LONGEST_START) {
          socat.destroy();
          throw fault("socat did not create the pseudo-terminal " + name + " within 5 seconds.");
        }
      }
    } catch (InterruptedException e) {
      socat.destroy();
      Thread.currentThread().interrupt();
    }
  }

  /** Returns the last line that socat printed, without its time and process number. */
  private String lastErrorLine() {
    try {
      String text = new String(socat.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      String[] lines = text.strip().split("\n");
      return lines[lines.length - 1].replaceFirst("^\\S+ \\S+ socat\\[\\d+] \\w ", "");
    } catch (IOException e) {
      return "it ended";
    }
  }

  private void superviseSocat() {
    try {
      while (!closed) {
        long started = System.nanoTime();
        socat.waitFor();
        if (System.nanoTime() - started < TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS)) {
          Thread.sleep(PAUSE_MILLIS); // it fails at once: do not spin
        }
        restart();
      }
    } catch (InterruptedException | IOException e) {
      socat.destroy();
    }
  }

  private synchronized void restart() throws IOException {
    if (!closed) {
      socat = command.start();
    }
  }

  /** Ends socat and waits at most a second for it to delete its link. */
  @Override
  public synchronized void close() {
    closed = true;
    thread.interrupt();
    socat.destroy();
    try {
      socat.waitFor(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static CommandException fault(String sentence) {
    return new CommandException(CommandException.FAULT, sentence);
  }
}
