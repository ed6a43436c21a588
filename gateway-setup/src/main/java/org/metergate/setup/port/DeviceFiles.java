// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.port;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * Looks device files up in a file system. Any thread.
 *
 * @param files where they are.
 */
public record DeviceFiles(MachineFiles files) implements DeviceNode.Lookup {

  @Override
  public Optional<DeviceNode> of(String device) {
    Optional<Path> at = files.located(device);
    if (at.isEmpty()) {
      return Optional.empty();
    }
    try {
      PosixFileAttributes node = Files.readAttributes(at.get(), PosixFileAttributes.class);
      return Optional.of(
          new DeviceNode(
              node.owner().getName(),
              node.group().getName(),
              PosixFilePermissions.toString(node.permissions()),
              Files.isReadable(at.get()) && Files.isWritable(at.get())));
    } catch (IOException | UnsupportedOperationException | SecurityException e) {
      return Optional.empty();
    }
  }
}
