// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1.frame;

/**
 * An encrypted telegram, still closed: a general-glo-ciphering APDU. Its head is sound; whether the
 * rest is, only its tag can tell.
 *
 * @param bytes the whole APDU, from {@code DB} on; at least 20 bytes.
 */
public record SealedTelegram(byte[] bytes) implements Frame {}
