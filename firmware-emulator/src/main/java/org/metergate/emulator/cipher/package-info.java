// SPDX-License-Identifier: Apache-2.0
/**
 * Encryption of emulated meters with the Java platform's own cipher, apart from the drivers', so
 * that each proves the other. It must not know what it encrypts.
 */
package org.metergate.emulator.cipher;
