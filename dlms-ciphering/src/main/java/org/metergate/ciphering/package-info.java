// SPDX-License-Identifier: Apache-2.0
/**
 * General-glo-ciphering of DLMS (Green Book, 9.2.7): keys, the frame around the ciphertext, and its
 * decryption with AES-GCM-128. The plaintext is not interpreted: the caller supplies the check of
 * whether it looks right. A cipher is for one thread; frames and keys are immutable.
 *
 * <p>Must not know: driver sessions, links, findings, readings, clocks, threads, logs, I/O.
 */
package org.metergate.ciphering;
