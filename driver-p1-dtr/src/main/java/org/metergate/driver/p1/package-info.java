// SPDX-License-Identifier: Apache-2.0
/**
 * The driver for the P1 port of electricity meters, also called H1 or S1. Here stands what needs a
 * session: the request line, the search for the speed, trust, findings. The text itself is the
 * business of the packages below, which know nothing of this one. It must not know where readings
 * go or how a link is opened.
 */
package org.metergate.driver.p1;
