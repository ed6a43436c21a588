// SPDX-License-Identifier: Apache-2.0
package org.metergate.ciphering;

/**
 * Says whether a plaintext looks like a message. A wrong key gives random bytes, so a check of the
 * whole structure errs with near certainty never; a look at the first byte would err once in 256.
 */
@FunctionalInterface
public interface PlaintextCheck {

  /**
   * Looks at a plaintext whose tag was not, or not successfully, checked.
   *
   * @param plaintext all of it.
   * @return whether its structure is that of a message, to its last byte.
   */
  boolean plausible(byte[] plaintext);
}
