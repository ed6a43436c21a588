// SPDX-License-Identifier: Apache-2.0
/**
 * An emulated bus with up to 250 meters, written independently of the driver, so that each verifies
 * the other: it uses none of the driver's types.
 *
 * <p>Must not know: driver sessions, open links, findings, readings, threads, logs.
 */
package org.metergate.driver.mbus.emulator;
