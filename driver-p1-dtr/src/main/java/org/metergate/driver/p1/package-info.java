// SPDX-License-Identifier: Apache-2.0
/**
 * The driver for the P1 port of electricity meters, also called H1 or S1. This package has what
 * needs a session: the request line, the search for the speed, message security, findings; and the
 * recognition of meters that are not configured yet. The text itself is handled by the packages
 * below, which do not use this one. Used on the thread of the link; all input comes from the
 * session and the link.
 *
 * <p>Must not know: open links, the journal, outputs, the page, the gateway, clocks, logs, I/O.
 */
package org.metergate.driver.p1;
