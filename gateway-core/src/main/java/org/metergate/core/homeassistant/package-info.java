// SPDX-License-Identifier: Apache-2.0
/**
 * The app of Home Assistant: makes the configuration from the options that its user sees, with the
 * broker that the supervisor names, and says of each line from which option it comes, so that
 * mistakes are told in terms of the options. Reading and writing are done on the main thread before
 * the gateway starts, and later on the thread of {@link
 * org.metergate.core.homeassistant.BrokerWatch}. Options have 1 MiB at most, answers of the
 * supervisor 64 KiB. Must not know: links, drivers, the journal, the page.
 */
package org.metergate.core.homeassistant;
