// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.port;

import java.util.Optional;

/**
 * The file of a device, as {@code ls -l} shows it, and whether this user may use it.
 *
 * @param owner name of the owner.
 * @param group name of the group.
 * @param mode nine characters, such as {@code rw-rw----}.
 * @param usable whether this user may read and write it, as far as its mode says.
 */
public record DeviceNode(String owner, String group, String mode, boolean usable) {

  /** Looks device files up. */
  public interface Lookup {
    /**
     * Looks at a device file without opening it.
     *
     * @param device absolute, such as {@code /dev/ttyUSB0}; links are followed.
     * @return empty if there is none.
     */
    Optional<DeviceNode> of(String device);
  }
}
