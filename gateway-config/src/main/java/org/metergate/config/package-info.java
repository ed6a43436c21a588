// SPDX-License-Identifier: Apache-2.0
/**
 * The configuration file, read into records: every mistake is named with its file, line, key and
 * the nearest right name, as many at once as can be found. Nothing is opened or started here but
 * the file itself and the files with keys that it names. It must not know which drivers, links and
 * outputs there are: their names and options are checked by whoever has them, with the {@link
 * org.metergate.config.Location}s kept here. Everything runs on the caller's thread.
 */
package org.metergate.config;
