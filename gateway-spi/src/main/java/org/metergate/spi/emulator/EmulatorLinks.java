// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.emulator;

import java.util.List;

/**
 * Implemented by a link provider whose links lead to emulated meters, and that wants to know which
 * there are.
 */
public interface EmulatorLinks {

  /**
   * Tells which emulated meters there are, dropped-in ones among them. Called before anything else,
   * and again when some came or went.
   *
   * @param emulators all of them; those of an earlier call are not to be used any more.
   */
  void emulators(List<EmulatorProvider> emulators);
}
