// SPDX-License-Identifier: Apache-2.0
/**
 * The driver for Kamstrup meters that answer KMP requests: MULTICAL heat, cooling and water meters,
 * flowIQ, and 382 electricity meters. This package has what needs a session: the choice of
 * registers, the interval, history, findings. The protocol itself is in the packages below, which
 * do not use this one. One thread, that of the link. No frame that writes to a meter can be built.
 *
 * <p>Must not know: open links, the journal, outputs, the page, the gateway, clocks, logs, I/O.
 */
package org.metergate.driver.multical;
