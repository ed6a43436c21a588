// SPDX-License-Identifier: Apache-2.0
/**
 * What a driver of encrypted meters remembers about them: who sent a message, the last invocation
 * counter, and which meters authenticate their messages. Used on the thread of a link. Messages are
 * not interpreted.
 *
 * <p>Must not know: links, options, clocks, threads, logs, I/O.
 */
package org.metergate.ciphering.trust;
