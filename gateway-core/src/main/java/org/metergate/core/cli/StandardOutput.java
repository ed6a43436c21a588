// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The standard output of the program, which remembers why it could not be written: a {@code
 * PrintWriter} hides that, and a command would end with 0 although its output is cut short. Nothing
 * is written after the first failure. Any thread.
 */
final class StandardOutput extends OutputStream {
  private static final Path KIND = Path.of("/proc/self/fd/1");

  private final OutputStream out = new FileOutputStream(FileDescriptor.out);
  private IOException failure;

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int count) throws IOException {
    if (failure != null) {
      throw failure;
    }
    try {
      out.write(bytes, from, count);
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  /**
   * Returns the exit code of a command that has written its output here.
   *
   * @param exitCode what the command returned.
   * @return the same if all output was written.
   * @throws OutputClosedException when its reader has closed a pipe or a socket.
   * @throws CommandException when it could not be written for any other reason.
   */
  synchronized int exitCode(int exitCode) {
    if (failure == null) {
      return exitCode;
    }
    if (isClosed()) {
      throw new OutputClosedException();
    }
    throw new CommandException(
        CommandException.FAULT,
        "The output cannot be written, and what was written is not complete: "
            + FileErrorText.reason(failure)
            + ".");
  }

  /** The message of a broken pipe is in the language of the system, the kind of the file is not. */
  private boolean isClosed() {
    String message = failure.getMessage();
    if (message != null && message.contains("Broken pipe")) {
      return true;
    }
    try {
      return Files.readSymbolicLink(KIND).toString().matches("(pipe|socket):.*");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
