// SPDX-License-Identifier: Apache-2.0
/**
 * How long to wait before the next attempt, for links and outputs alike, and how many attempts are
 * allowed per second. The time is a parameter, so that tests need not wait.
 *
 * <p>Must not know: links, outputs, clocks, threads.
 */
package org.metergate.retry;
