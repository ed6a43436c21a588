// SPDX-License-Identifier: Apache-2.0
/**
 * A driver that no meter uses, to be dropped in as a jar while the program runs. It is compiled
 * with this module and packed at run time; it sees the driver interface alone.
 *
 * <p>Must not know: the gateway, the journal, health, outputs, emulated meters, threads, I/O.
 */
package org.metergate.faultrun.spare;
