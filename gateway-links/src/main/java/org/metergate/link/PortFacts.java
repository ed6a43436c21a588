// SPDX-License-Identifier: Apache-2.0
package org.metergate.link;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.link.LinkFindings;

/**
 * What the file system and the kernel say of a port, and what is wrong according to it. Looked at
 * before the port is opened, since the serial library gives the same number for "held by this
 * program" and for "no such file".
 *
 * @param exists whether the path leads to anything.
 * @param device whether that is a device, not a file or folder.
 * @param permitted whether this user may read and write it.
 */
record PortFacts(boolean exists, boolean device, boolean permitted) {
  private static final int ENOENT = 2;
  private static final int EIO = 5;
  private static final int ENXIO = 6;
  private static final int EAGAIN = 11;
  private static final int EACCES = 13;
  private static final int EBUSY = 16;
  private static final int ENODEV = 19;
  private static final int ENOTTY = 25;

  /**
   * Looks at a path.
   *
   * @param path of the device; symbolic links are followed.
   * @return the facts at this moment.
   */
  static PortFacts of(Path path) {
    boolean exists = Files.exists(path);
    boolean device = false;
    try {
      device = exists && Files.readAttributes(path, "isOther").get("isOther").equals(true);
    } catch (IOException e) {
      // gone since the line above
      exists = false;
    }
    return new PortFacts(exists, device, Files.isReadable(path) && Files.isWritable(path));
  }

  /**
   * Says what stands against opening the port.
   *
   * @param port how the port is called in the finding.
   * @return the finding, or nothing where it may be tried.
   */
  Optional<Finding> objection(String port) {
    if (!exists) {
      return Optional.of(LinkFindings.NO_SUCH_PORT.with("port", port));
    }
    if (!device) {
      return Optional.of(unusable(port, "It is a file or a folder, not a serial port."));
    }
    if (!permitted) {
      return Optional.of(LinkFindings.NO_PERMISSION.with("port", port));
    }
    return Optional.empty();
  }

  /**
   * Says why an opening failed.
   *
   * @param port how the port is called in the finding.
   * @param errno the kernel's error number (errno.h of Linux), as the serial library reports it; 2
   *     also stands for a port that this program has open already.
   * @return the finding.
   */
  Finding refusal(String port, int errno) {
    return objection(port)
        .orElseGet(
            () ->
                switch (errno) {
                  case ENOENT, EAGAIN, EBUSY -> LinkFindings.PORT_BUSY.with("port", port);
                  case EACCES -> LinkFindings.NO_PERMISSION.with("port", port);
                  case ENXIO, ENODEV -> LinkFindings.NO_SUCH_PORT.with("port", port);
                  case ENOTTY -> unusable(port, "It is a device, but not a serial port.");
                  case EIO ->
                      unusable(
                          port, "There is no working hardware behind it (input/output error).");
                  default -> unusable(port, "The kernel refuses it with error " + errno + ".");
                });
  }

  /**
   * Makes the finding for a port that is there but of no use.
   *
   * @param port how the port is called.
   * @param sentence why.
   * @return the finding.
   */
  static Finding unusable(String port, String sentence) {
    return LinkFindings.PORT_UNUSABLE.with("port", port, "reason", sentence);
  }
}
