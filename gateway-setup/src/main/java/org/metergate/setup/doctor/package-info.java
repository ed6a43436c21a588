// SPDX-License-Identifier: Apache-2.0
/**
 * The machine's side of the chain: what of the board, the system, the ports, the disk and Java
 * stands in the way of reading a meter, each with its fix. Reads only, as an ordinary user; what
 * cannot be checked is reported as that, never as good. Everything outside is behind {@code
 * Machine}, so that tests prepare a machine. One thread; nothing here throws because of what a file
 * or a program says.
 *
 * <p>Must not know: drivers, driver sessions, links, the configuration, the gateway.
 */
package org.metergate.setup.doctor;
