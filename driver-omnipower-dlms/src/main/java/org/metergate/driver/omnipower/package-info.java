// SPDX-License-Identifier: Apache-2.0
/**
 * The driver for the HAN port of Kamstrup OMNIPOWER meters, and for other meters that push DLMS
 * over HDLC or wired M-Bus. Here stands what needs a session: trust, counters, findings. The
 * protocol itself is in the packages below, which know nothing of this one. It must not know where
 * readings go or how a link is opened.
 */
package org.metergate.driver.omnipower;
