// SPDX-License-Identifier: Apache-2.0
/**
 * The configuration file, read into records. Every error is reported with its file, line, key and
 * the nearest valid name, as many at once as can be found. Only the file itself and the files with
 * keys that it names are opened here. Names and options of drivers, links and outputs are checked
 * elsewhere, with the {@link org.metergate.config.Location}s kept here. Everything runs on the
 * caller's thread.
 *
 * <p>Must not know: drivers, driver sessions, open links, outputs, the page, the gateway.
 */
package org.metergate.config;
