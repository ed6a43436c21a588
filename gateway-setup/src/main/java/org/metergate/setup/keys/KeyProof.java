// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.keys;

/** Tries keys on messages that a meter really sent. Used by one thread. */
public interface KeyProof {

  /**
   * Returns the meter that sent the messages.
   *
   * @return its number as the driver names it; empty if it names none.
   */
  String meter();

  /**
   * Tries an encryption key alone.
   *
   * @param encryption to be tried.
   * @return whether a message becomes readable with it.
   */
  boolean decrypts(MeterKey encryption);

  /**
   * Tries both keys.
   *
   * @param encryption one that {@link #decrypts}.
   * @param authentication to be tried.
   * @return whether the messages are authenticated with it, or cannot be.
   */
  boolean authenticates(MeterKey encryption, MeterKey authentication);
}
