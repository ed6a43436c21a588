// SPDX-License-Identifier: Apache-2.0
package org.metergate.link;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.link.LinkFindings;

/**
 * What the file system and the kernel report about a port, and which problem follows from it. Read
 * before the port is opened, since the serial library returns the same number for "held by this
 * program" and for "no such file".
 *
 * @param exists whether the path leads to anything.
 * @param device whether that is a device, not a file or folder.
 * @param permitted whether this user may read and write it.
 */
record PortFacts(boolean exists, boolean device, boolean permitted) {
  private static final int EPERM = 1;
  private static final int ENOENT = 2;
  private static final int EIO = 5;
  private static final int ENXIO = 6;
  private static final int EAGAIN = 11;
  private static final int EACCES = 13;
  private static final int EBUSY = 16;
  private static final int ENODEV = 19;
  private static final int ENOTTY = 25;

  /**
   * Reads the facts of a path.
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
      // removed since the line above
      exists = false;
    }
    return new PortFacts(exists, device, Files.isReadable(path) && Files.isWritable(path));
  }

  /**
   * Returns what prevents opening the port.
   *
   * @param port name of the port in the finding.
   * @return the finding, or empty if the port may be opened.
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
   * Returns why opening failed.
   *
   * @param port name of the port in the finding.
   * @param errno the kernel's error number (errno.h of Linux), as the serial library reports it; 2
   *     also means a port that this program has already open.
   * @return the finding.
   */
  Finding refusal(String port, int errno) {
    return objection(port)
        .orElseGet(
            () ->
                switch (errno) {
                  case ENOENT, EAGAIN, EBUSY -> LinkFindings.PORT_BUSY.with("port", port);
                  case OpenFileLimit.OF_PROCESS, OpenFileLimit.OF_SYSTEM ->
                      unusable(port, OpenFileLimit.SENTENCE);
                  case EPERM -> unusable(port, devicePolicy(port));
                  case EACCES -> LinkFindings.NO_PERMISSION.with("port", port);
                  case ENXIO, ENODEV -> LinkFindings.NO_SUCH_PORT.with("port", port);
                  case ENOTTY -> unusable(port, "It is a device, but not a serial port.");
                  case EIO ->
                      unusable(
                          port, "There is no working hardware behind it (input/output error).");
                  default -> unusable(port, "The kernel refuses it with error " + errno + ".");
                });
  }

  /** A missing permission is another error: this one comes from the unit's list of devices. */
  private static String devicePolicy(String port) {
    return "The device policy of the service does not allow it: 'systemctl edit metergate' adds"
        + " DeviceAllow="
        + deviceClass(Path.of(port))
        + " rw under [Service], and 'systemctl restart metergate' takes it up.";
  }

  /** How a unit names the device: its class by the number that the kernel gave it. */
  private static String deviceClass(Path device) {
    try {
      long number = ((Number) Files.getAttribute(device, "unix:rdev")).longValue();
      return "char-" + (number >> 8 & 0xfff);
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return device.toString();
    }
  }

  /**
   * Creates the finding for a port that exists but cannot be used.
   *
   * @param port name of the port.
   * @param sentence the reason.
   * @return the finding.
   */
  static Finding unusable(String port, String sentence) {
    return LinkFindings.PORT_UNUSABLE.with("port", port, "reason", sentence);
  }
}
