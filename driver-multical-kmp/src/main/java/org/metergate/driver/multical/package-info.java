// SPDX-License-Identifier: Apache-2.0
/**
 * The driver for Kamstrup meters that answer KMP requests: MULTICAL heat, cooling and water meters,
 * flowIQ, and 382 electricity meters. Here stands what needs a session: the choice of registers,
 * the pace, history, findings. The protocol itself is in the packages below, which know nothing of
 * this one. One thread, that of the link. It must not know where readings go or how a link is
 * opened, and it can build no frame that writes to a meter.
 */
package org.metergate.driver.multical;
