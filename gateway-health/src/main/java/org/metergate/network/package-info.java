// SPDX-License-Identifier: Apache-2.0
/**
 * Ranges of network addresses, for who may connect. Pure values; no name is ever looked up.
 *
 * <p>Must not know: outputs, the page, the configuration, clocks, threads.
 */
package org.metergate.network;
