// SPDX-License-Identifier: Apache-2.0
/**
 * Tries keys on messages that a meter sent, by the drivers themselves: what a driver keeps because
 * it cannot decrypt it is what its {@link org.metergate.spi.driver.KeptReader} gets again with
 * other keys. So any driver whose options have keys can be used, one that is dropped in too. For
 * one thread.
 *
 * <p>Must not know: drivers, links, threads, logs, I/O.
 */
package org.metergate.setup.keys.proof;
