// SPDX-License-Identifier: Apache-2.0
package org.metergate.link;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * The device file through which a port was opened, so that its removal is detected even where the
 * kernel lets reads of a silent port continue.
 *
 * @param path of the device itself, all symbolic links resolved.
 * @param key by which the file system distinguishes files (device and inode).
 */
record DeviceNode(Path path, Object key) {

  /**
   * Resolves the symbolic links to a device.
   *
   * @param path of the device or of a link to it.
   * @return the device as it is now.
   * @throws IOException if it is gone.
   */
  static DeviceNode resolve(Path path) throws IOException {
    Path real = path.toRealPath();
    return new DeviceNode(real, key(real));
  }

  /**
   * Returns whether the device file is still the same one.
   *
   * @return false if it is gone or was recreated.
   */
  boolean stillThere() {
    try {
      return key(path).equals(key);
    } catch (IOException e) {
      return false;
    }
  }

  private static Object key(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
  }
}
