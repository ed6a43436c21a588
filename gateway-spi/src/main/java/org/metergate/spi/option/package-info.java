// SPDX-License-Identifier: Apache-2.0
/**
 * Options of drivers and emulated meters: their names, types and defaults, the check of given
 * values, and the sentence for a wrong one. Values are the same whether they come from a file, the
 * command line or a test.
 *
 * <p>Must not know: drivers, driver sessions, links, the configuration, the command line, I/O.
 */
package org.metergate.spi.option;
