// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.emulator;

import java.util.List;

/**
 * Implemented by a link provider whose links lead to emulated meters, so that it gets the list of
 * available ones.
 */
public interface EmulatorLinks {

  /**
   * Sets the available emulated meters, including those of dropped-in jars. Called before all other
   * methods, and again when some were added or removed.
   *
   * @param emulators all of them; those of an earlier call must not be used any more.
   */
  void emulators(List<EmulatorProvider> emulators);
}
