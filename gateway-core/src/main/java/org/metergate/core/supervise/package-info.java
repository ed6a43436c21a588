// SPDX-License-Identifier: Apache-2.0
/**
 * Keeps every link read: opens it, hands it to its driver, stores the readings, reports the
 * findings of the driver, and starts again after every loss. A driver that fails, floods, gets
 * stuck or uses up memory loses its session; the other links do not notice. One named platform
 * thread per link, and one for the watch over all drivers.
 *
 * <p>Must not know: drivers, outputs, the page, open links.
 */
package org.metergate.core.supervise;
