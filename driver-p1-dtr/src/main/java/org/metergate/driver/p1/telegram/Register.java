// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1.telegram;

import org.metergate.spi.reading.Quantity;

/**
 * A known register.
 *
 * @param quantity what it measures.
 * @param form how its groups are read.
 */
record Register(Quantity quantity, Form form) {}
