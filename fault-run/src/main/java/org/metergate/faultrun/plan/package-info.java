// SPDX-License-Identifier: Apache-2.0
/**
 * Which fault is injected when: a pure function of a seed and a length. Nothing here knows how a
 * fault is made.
 *
 * <p>Must not know: drivers, links, the journal, health, outputs, the gateway, emulated meters,
 * clocks, threads, I/O.
 */
package org.metergate.faultrun.plan;
