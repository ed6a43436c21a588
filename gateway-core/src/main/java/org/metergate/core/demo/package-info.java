// SPDX-License-Identifier: Apache-2.0
/**
 * The past of a demonstration: emulated meters are read by their drivers on a virtual clock, from
 * yesterday's midnight up to now, and what they sent is stored in an empty journal. Nothing is
 * invented here. Called before the gateway starts.
 *
 * <p>Must not know: outputs, the page, the supervisor, the command line, the configuration.
 */
package org.metergate.core.demo;
