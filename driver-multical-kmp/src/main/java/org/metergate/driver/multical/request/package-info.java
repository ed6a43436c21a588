// SPDX-License-Identifier: Apache-2.0
/**
 * The questions that this driver can ask, a closed set of types: nothing here can build a frame
 * that sets a clock, writes a register or clears anything. Also which answer belongs to which
 * question, and what a heard request asks. Pure functions; it must not know timing or links.
 */
package org.metergate.driver.multical.request;
