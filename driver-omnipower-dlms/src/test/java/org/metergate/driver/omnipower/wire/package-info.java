// SPDX-License-Identifier: Apache-2.0
/**
 * Meters for tests: what they would send, independent of the code that reads it. Checksums are
 * computed bit by bit and messages are encrypted by the JDK's own cipher.
 */
package org.metergate.driver.omnipower.wire;
