// SPDX-License-Identifier: Apache-2.0
package org.metergate.ciphering;

/**
 * Decides whether a plaintext looks like a message. A wrong key yields random bytes, so a check of
 * the whole structure is practically never wrong; a check of the first byte would be wrong once in
 * 256.
 */
@FunctionalInterface
public interface PlaintextCheck {

  /**
   * Checks a plaintext whose tag was not checked or is wrong.
   *
   * @param plaintext the whole plaintext.
   * @return whether it has the structure of a message up to its last byte.
   */
  boolean plausible(byte[] plaintext);
}
