// SPDX-License-Identifier: Apache-2.0
package org.metergate.link;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The input flags of an open terminal (termios(3), {@code c_iflag}), set by the program {@code
 * stty}: jSerialComm has no call for them, and sets BRKINT with each of its settings. With BRKINT
 * the kernel answers a break by throwing away what was received and not yet read, and what was
 * written and not yet sent, and delivers nothing; without it a break is read as one byte 00. A line
 * that is read at too high a speed consists of breaks.
 *
 * <p>{@code stty} opens the device once more, and at that the kernel raises DTR and RTS; the caller
 * sets them again afterwards.
 */
enum TerminalFlags {
  /**
   * A break is read as 00, and a byte with a wrong parity bit or without its stop bit as it came.
   */
  PLAIN("-brkint", "-ignbrk", "-parmrk", "-inpck", "-ignpar"),

  /** Breaks and damaged bytes are marked in the stream, as {@link LineMarks} reads them. */
  MARKED("-brkint", "-ignbrk", "parmrk", "inpck", "-ignpar", "-istrip");

  private static final long LIMIT_SECONDS = 5;
  private final List<String> arguments;

  TerminalFlags(String... arguments) {
    this.arguments = List.of(arguments);
  }

  /**
   * Sets the flags; an interrupt does not end the wait for {@code stty}, and stays set.
   *
   * @param device path of the terminal itself.
   * @throws IOException if there is no {@code stty}, or it fails or hangs; the flags are then as
   *     the library has set them.
   */
  void set(Path device) throws IOException {
    List<String> command = new ArrayList<>(List.of("stty", "-F", device.toString()));
    command.addAll(arguments);
    Process stty = new ProcessBuilder(command).redirectErrorStream(true).start();
    stty.getOutputStream().close();
    try {
      if (!ended(stty)) {
        throw new IOException("stty does not end");
      }
      if (stty.exitValue() != 0) {
        byte[] said = stty.getInputStream().readNBytes(200);
        throw new IOException(new String(said, StandardCharsets.US_ASCII).trim());
      }
    } finally {
      stty.destroyForcibly();
      stty.getInputStream().close();
    }
  }

  private static boolean ended(Process stty) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return stty.waitFor(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
