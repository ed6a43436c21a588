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
 * The file of the socket while a gateway serves it. What a dead gateway left is replaced, a living
 * one is left alone.
 */
final class ControlSocket implements AutoCloseable {
  private final Path path;
  private final ServerSocketChannel channel;
  private final Object made;

  private ControlSocket(Path path, ServerSocketChannel channel, Object made) {
    this.path = path;
    this.channel = channel;
    this.made = made;
  }

  /**
   * Takes the place.
   *
   * @throws ControlException when another gateway has it, or no socket can be made there.
   */
  static ControlSocket claim(Path path) throws ControlException {
    ServerSocketChannel channel = null;
    boolean claimed = false;
    try {
      requireNobody(path);
      Files.deleteIfExists(path);
      channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      channel.bind(UnixDomainSocketAddress.of(path));
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
      ControlSocket socket = new ControlSocket(path, channel, key(path));
      claimed = true;
      return socket;
    } catch (IOException | UnsupportedOperationException e) {
      throw new ControlException(
          ControlException.Cause.UNUSABLE,
          "The socket "
              + path
              + " for commands to the running gateway cannot be made; its folder must be writable,"
              + " on a disk of this machine, and its name no longer than 100 letters.",
          e);
    } finally {
      if (!claimed) {
        close(channel);
      }
    }
  }

  private static void requireNobody(Path path) throws ControlException, IOException {
    if (!Files.exists(path)) {
      return;
    }
    if (Files.isRegularFile(path) || Files.isDirectory(path)) {
      throw new IOException("something else has the name"); // nothing of others is deleted
    }
    try {
      SocketChannel.open(UnixDomainSocketAddress.of(path)).close();
    } catch (ConnectException e) {
      return; // nobody listens: a gateway was killed and left it
    }
    throw new ControlException(
        ControlException.Cause.TAKEN,
        "Another gateway runs with its journal in "
            + path.getParent()
            + "; stop it, or give this one a journal in a folder of its own.",
        null);
  }

  SocketChannel accept() throws IOException {
    return channel.accept();
  }

  Path path() {
    return path;
  }

  private static Object key(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
  }

  /** Gives the place back, unless somebody else has taken it meanwhile. */
  @Override
  public void close() {
    close(channel);
    try {
      if (Objects.equals(made, key(path))) {
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
      // nothing was written that could be lost
    }
  }
}
