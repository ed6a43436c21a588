// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.served;

import java.util.List;
import org.metergate.config.Location;

/** An output that opens a port for devices that cannot log in. Any thread. */
public interface ServingOutput {

  /**
   * Returns where it listens and for whom.
   *
   * @return always the same.
   */
  Listen listen();

  /**
   * Returns where that is written.
   *
   * @return the key {@code listen} of its settings.
   */
  Location listenAt();

  /**
   * Returns which meters it serves.
   *
   * @return the meter first, then those that are its channels.
   */
  List<MeterUse> meterUses();
}
