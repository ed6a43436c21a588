// SPDX-License-Identifier: Apache-2.0
/**
 * General-glo-ciphering of DLMS (Green Book, 9.2.7): keys, the frame around the secret, and opening
 * it with AES-GCM-128. It must not know what the plaintext means, which meter sent it or how the
 * bytes came; whether a plaintext looks right is asked of the caller.
 */
package org.metergate.ciphering;
