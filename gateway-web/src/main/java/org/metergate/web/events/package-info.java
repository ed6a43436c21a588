// SPDX-License-Identifier: Apache-2.0
/**
 * The page of what was found earlier: what was wrong, when, and how often. Any thread.
 *
 * <p>Must not know: drivers, links, outputs.
 */
package org.metergate.web.events;
