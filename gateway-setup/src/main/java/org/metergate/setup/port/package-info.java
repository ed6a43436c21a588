// SPDX-License-Identifier: Apache-2.0
/**
 * Which serial ports and GPIO chips a machine has, read from its files alone: no port is opened,
 * since opening one moves its lines also while another program holds it. The root of the files is a
 * parameter, so that a test reads a prepared tree. Any thread; nothing here throws because of what
 * a file holds.
 *
 * <p>Must not know: drivers, driver sessions, links, the configuration, the gateway, threads.
 */
package org.metergate.setup.port;
