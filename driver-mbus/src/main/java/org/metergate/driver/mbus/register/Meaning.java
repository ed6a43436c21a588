// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.register;

import org.metergate.spi.reading.Quantity;

/**
 * What a record is published as.
 *
 * @param named its quantity; null if it has no name.
 * @param own the quantity of its key, for a record without a name, or whose name another record of
 *     the same readout has already.
 * @param scale of a number.
 * @param followsVolume whether the step of its numbers is a hundred times that of the volume in the
 *     same answer; {@code scale} then has the unit alone.
 */
record Meaning(Quantity named, Quantity own, Scale scale, boolean followsVolume) {}
