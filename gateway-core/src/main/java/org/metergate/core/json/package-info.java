// SPDX-License-Identifier: Apache-2.0
/**
 * Readings as one JSON object each, in the form that {@code metergate decode} prints. Pure
 * functions, for any thread; the caller provides the target.
 *
 * <p>Must not know: drivers, links, the journal, outputs, the page, the command line, clocks,
 * threads.
 */
package org.metergate.core.json;
