// SPDX-License-Identifier: Apache-2.0
/**
 * From bytes on the wire to whole P1 telegrams, plain or sealed: start and end, checksum, parity
 * bits, line ends that a terminal took away. It must not know what a record means, has no key, and
 * no clock, thread, log or I/O.
 */
package org.metergate.driver.p1.frame;
