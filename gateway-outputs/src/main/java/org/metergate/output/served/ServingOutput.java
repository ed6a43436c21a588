// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.served;

import java.util.List;
import org.metergate.config.Location;
import org.metergate.output.ListeningOutput;

/** An output that serves a meter to devices that cannot log in. Any thread. */
public interface ServingOutput extends ListeningOutput {

  @Override
  default String listens() {
    return listen().where() + " for " + listen().whom();
  }

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
