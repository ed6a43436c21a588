// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.control;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/**
 * The file of the socket while a gateway serves it. A file that a dead gateway left is replaced;
 * that of a running gateway is not touched.
 */
final class ControlSocket implements AutoCloseable {
  private final Path path;
  private final ServerSocketChannel channel;
  private final Object fileKey;

  private ControlSocket(Path path, ServerSocketChannel channel, Object fileKey) {
    this.path = path;
    this.channel = channel;
    this.fileKey = fileKey;
  }

  /**
   * Creates the socket.
   *
   * @throws ControlException when another gateway has it, or no socket can be created there.
   */
  static ControlSocket claim(Path path) throws ControlException {
    ServerSocketChannel channel = null;
    boolean claimed = false;
    try {
      requireNoGateway(path);
      Files.deleteIfExists(path);
      channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      channel.bind(UnixDomainSocketAddress.of(path));
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
      ControlSocket socket = new ControlSocket(path, channel, fileKeyOf(path));
      claimed = true;
      return socket;
    } catch (IOException | UnsupportedOperationException e) {
      throw new ControlException(
          ControlException.Cause.UNUSABLE,
          "The socket "
              + path
              + " for commands to the running gateway cannot be created"
              + (String.valueOf(e.getMessage()).contains("Too many open files")
                  ? ", since this program has too many files open"
                  : "")
              + "; its folder must be"
              + " writable, on a disk of this machine, and its path no longer than 100 characters.",
          e);
    } finally {
      if (!claimed) {
        close(channel);
      }
    }
  }

  private static void requireNoGateway(Path path) throws ControlException, IOException {
    if (!Files.exists(path)) {
      return;
    }
    if (Files.isRegularFile(path) || Files.isDirectory(path)) {
      throw new IOException("the path is not a socket"); // files of others are never deleted
    }
    try {
      SocketChannel.open(UnixDomainSocketAddress.of(path)).close();
    } catch (ConnectException e) {
      return; // no process listens: a killed gateway left the file
    }
    throw ControlException.taken(path.getParent());
  }

  SocketChannel accept() throws IOException {
    return channel.accept();
  }

  Path path() {
    return path;
  }

  private static Object fileKeyOf(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
  }

  /** Deletes the socket, unless another gateway has replaced it meanwhile. */
  @Override
  public void close() {
    close(channel);
    try {
      if (Objects.equals(fileKey, fileKeyOf(path))) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      // it is gone, or the next gateway replaces it
    }
  }

  private static void close(ServerSocketChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // no data can be lost
    }
  }
}
