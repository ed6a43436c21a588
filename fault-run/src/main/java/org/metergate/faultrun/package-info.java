// SPDX-License-Identifier: Apache-2.0
/**
 * The fault run: the whole program as a process of its own between emulated meters and servers, on
 * a seeded schedule of faults, and the verdict on what it did. Never shipped. One run at a time; it
 * needs Linux, and root for the faults of disks.
 *
 * <p>Must not know: drivers, links, the journal, health, outputs, the gateway.
 */
package org.metergate.faultrun;
