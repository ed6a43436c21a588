// SPDX-License-Identifier: Apache-2.0
/**
 * Keys as people have them: from the text of a mail, a table, a letter or a program to the keys
 * with their roles, and to what is wrong with the rest, by line and position. A damaged digit is
 * mended where a recorded message proves it. No digit of a key is ever in a message, a name or an
 * exception. Pure functions, for any thread; only {@link org.metergate.setup.keys.KeyFiles} touches
 * a disk.
 *
 * <p>Must not know: drivers, driver sessions, links, findings, readings, clocks, threads, logs.
 */
package org.metergate.setup.keys;
