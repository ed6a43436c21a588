// SPDX-License-Identifier: Apache-2.0
/**
 * The journal: every reading, once, in one SQLite file, with the cursors of the outputs, the
 * memories of the drivers, frames that wait for their keys, and what was found. Link threads append
 * to it and outputs read it at their own pace. It must not know who fills it, who reads it, or how
 * a reading is shown.
 */
package org.metergate.journal;
