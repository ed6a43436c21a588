// SPDX-License-Identifier: Apache-2.0
/**
 * The journal: every reading, once, in one SQLite file, with the cursors of the outputs, the states
 * of the drivers, frames that wait for their keys, and the findings. {@link
 * org.metergate.journal.Journal} hands out a room for each of these. Link threads append readings,
 * and outputs read them at their own pace; one thread of its own syncs, writes roll-ups and applies
 * the retention limits. The file is described in {@code docs/concepts/journal.md}.
 *
 * <p>Must not know: drivers, links, outputs, the page, the configuration, plug-ins, the gateway.
 */
package org.metergate.journal;
