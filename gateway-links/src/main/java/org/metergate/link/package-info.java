// SPDX-License-Identifier: Apache-2.0
/**
 * Links to real wires: serial ports and serial servers on the network. Found as services by their
 * schemes {@code serial} and {@code tcp}; nobody else opens hardware. It must not know what the
 * bytes mean, nor who reconnects after a loss.
 */
package org.metergate.link;
