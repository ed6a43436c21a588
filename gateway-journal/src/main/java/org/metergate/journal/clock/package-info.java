// SPDX-License-Identifier: Apache-2.0
/**
 * The machine's clock after a boot: whether it is set, and what waits for that. A reading that
 * arrives before keeps the monotonic time of its arrival, from which its time is computed once the
 * clock is set. Used by one thread at a time.
 *
 * <p>Must not know: drivers, driver sessions, findings, readings, links, outputs, the page, the
 * configuration, JSON, plug-ins, the gateway.
 */
package org.metergate.journal.clock;
