// SPDX-License-Identifier: Apache-2.0
/**
 * Compares what the meters sent with what was seen at each place, and what health said with what
 * was broken: pure functions of the evidence of a run. Expectations come from the meters' logs
 * alone.
 *
 * <p>Must not know: drivers, links, the journal, health, outputs, the gateway, emulated meters,
 * clocks, threads, I/O.
 */
package org.metergate.faultrun.check;
