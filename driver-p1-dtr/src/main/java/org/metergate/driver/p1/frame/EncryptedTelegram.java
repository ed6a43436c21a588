// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1.frame;

/**
 * A telegram, still encrypted: a general-glo-ciphering APDU. Its header is valid; whether the rest
 * is, only its tag can show.
 *
 * @param bytes the whole APDU, from {@code DB} on; at least 20 bytes.
 */
public record EncryptedTelegram(byte[] bytes) implements Frame {}
