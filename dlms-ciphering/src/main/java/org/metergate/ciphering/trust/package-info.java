// SPDX-License-Identifier: Apache-2.0
/**
 * What a driver of encrypted meters remembers of them: who sent a message, which message was the
 * last, which meters proved theirs, and how a message is read whose keys came late. Used on the
 * thread of a link. It must not know what a message says.
 */
package org.metergate.ciphering.trust;
