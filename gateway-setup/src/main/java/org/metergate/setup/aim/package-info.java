// SPDX-License-Identifier: Apache-2.0
/**
 * Helps to place an optical head: asks a meter again and again, rates each answer, and says in
 * lines how good the place is. The questions are those with which drivers recognise their meters.
 * Pure functions, and one loop over an open link on the thread of its caller.
 *
 * <p>Must not know: drivers, driver sessions, open links, readings, the configuration, the gateway,
 * threads, logs, I/O.
 */
package org.metergate.setup.aim;
