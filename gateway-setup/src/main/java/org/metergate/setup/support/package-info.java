// SPDX-License-Identifier: Apache-2.0
/**
 * A bundle for a bug report: texts without keys and passwords, with pseudonyms for numbers,
 * addresses and names of machines, searched once more for each secret before it is written. Pure
 * functions but for {@code BundleFile}, which writes. Nothing is ever sent.
 *
 * <p>Must not know: drivers, driver sessions, links, the gateway, threads, clocks.
 */
package org.metergate.setup.support;
