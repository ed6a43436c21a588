// SPDX-License-Identifier: Apache-2.0
/**
 * The questions of wired M-Bus that only read, the addresses they go to, and how they are asked on
 * a line (EN 13757-2).
 *
 * <p>Must not know: driver sessions, findings, readings, options, threads, logs.
 */
package org.metergate.driver.mbus.request;
