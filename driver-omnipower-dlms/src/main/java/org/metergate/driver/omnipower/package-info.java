// SPDX-License-Identifier: Apache-2.0
/**
 * The driver for the HAN port of Kamstrup OMNIPOWER meters, and for other meters that push DLMS
 * over HDLC or wired M-Bus. This package has what needs a session: message security, counters,
 * findings; and the recognition of meters that are not configured yet. The protocol itself is in
 * the packages below, which do not use this one. Used on the thread of the link; all input comes
 * from the session and the link.
 *
 * <p>Must not know: open links, the journal, outputs, the page, the gateway, clocks, logs, I/O.
 */
package org.metergate.driver.omnipower;
