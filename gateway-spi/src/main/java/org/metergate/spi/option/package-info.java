// SPDX-License-Identifier: Apache-2.0
/**
 * Options of drivers and emulated meters: what there is, of which type, with which default, and how
 * a wrong one is named. It must not know where the values come from (file, command line, test).
 */
package org.metergate.spi.option;
