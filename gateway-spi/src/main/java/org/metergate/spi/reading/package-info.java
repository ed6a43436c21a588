// SPDX-License-Identifier: Apache-2.0
/**
 * What a meter said, as immutable values: readings, measurements, quantities, units. The last word
 * of every decoder and the first of every output. It must not know how a reading was fetched,
 * stored or sent.
 */
package org.metergate.spi.reading;
