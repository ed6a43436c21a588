// SPDX-License-Identifier: Apache-2.0
/**
 * The channel through which the commands of the command line reach the running gateway: a Unix
 * domain socket next to the journal, for its owner only, with one line of JSON in and one out. One
 * thread accepts connections; each connection, and the command that it runs, has a thread of its
 * own, and at most eight connections are open at once. What a command does is up to its {@link
 * org.metergate.core.control.ControlCommand}.
 *
 * <p>Must not know: drivers, links, readings, the journal, outputs, the page, the command line.
 */
package org.metergate.core.control;
