// SPDX-License-Identifier: Apache-2.0
/**
 * Three lamps for a person at the meter cupboard: power, data, fault. A lamp is an output line that
 * the host opens; what it is connected to does not matter here. One thread, which is not started
 * without lamps.
 *
 * <p>Must not know: drivers, open links, the journal, outputs, the supervisor, the page.
 */
package org.metergate.core.led;
