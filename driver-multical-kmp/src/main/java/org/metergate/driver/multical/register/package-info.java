// SPDX-License-Identifier: Apache-2.0
/**
 * What registers mean: numbers and names, units, how a value is written on the wire, and an answer
 * as measurements. Pure functions of bytes; it must not know requests, timing or sessions.
 */
package org.metergate.driver.multical.register;
