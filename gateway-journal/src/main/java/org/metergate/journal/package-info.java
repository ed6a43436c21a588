// SPDX-License-Identifier: Apache-2.0
/**
 * The journal: every reading, once, in one SQLite file, with the cursors of the outputs, the states
 * of the drivers, frames that wait for their keys, and the findings. Link threads append to it, and
 * outputs read it at their own pace; one thread of its own syncs, writes roll-ups and applies the
 * retention limits.
 *
 * <p>Must not know: drivers, links, outputs, the page, the configuration, plug-ins, the gateway.
 */
package org.metergate.journal;
