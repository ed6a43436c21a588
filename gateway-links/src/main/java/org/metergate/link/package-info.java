// SPDX-License-Identifier: Apache-2.0
/**
 * Links to real hardware: serial ports, their modem lines, and serial servers on the network. Found
 * as services by their schemes {@code serial}, {@code tcp} and {@code rfc2217}; apart from {@code
 * link.gpio}, no other package opens hardware. Bytes are passed on without being interpreted;
 * reconnecting after a loss is up to the caller.
 *
 * <p>Must not know: drivers, driver sessions, readings, the supervisor.
 */
package org.metergate.link;
