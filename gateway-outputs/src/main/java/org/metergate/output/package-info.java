// SPDX-License-Identifier: Apache-2.0
/**
 * Delivery of readings to where people use them: each output has a thread, a cursor in the journal
 * and a back-off of its own, keeps the order and delivers each reading at least once. What an
 * output speaks (MQTT and others) stands in a package below, which knows this one; this one must
 * not know them, nor drivers, links, the page or the command line.
 */
package org.metergate.output;
