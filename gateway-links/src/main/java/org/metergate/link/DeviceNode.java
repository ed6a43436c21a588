// SPDX-License-Identifier: Apache-2.0
package org.metergate.link;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * The device file that a port was opened by, so that its going away is noticed even where the
 * kernel lets a silent port read on.
 *
 * @param path of the device itself, all symbolic links resolved.
 * @param key what the file system tells files apart by (device and inode).
 */
record DeviceNode(Path path, Object key) {

  /**
   * Follows the links to a device.
   *
   * @param path of the device or of a link to it.
   * @return the device as it is now.
   * @throws IOException where it is gone.
   */
  static DeviceNode resolve(Path path) throws IOException {
    Path real = path.toRealPath();
    return new DeviceNode(real, key(real));
  }

  /**
   * Looks whether the device file is still the same one.
   *
   * @return false where it is gone or was made anew.
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
