// SPDX-License-Identifier: Apache-2.0
/**
 * The data of a meter as immutable values: readings, measurements, quantities, units. Decoders
 * produce them and outputs consume them, whichever way a reading was fetched, stored or sent.
 *
 * <p>Must not know: drivers, driver sessions, links, the journal, outputs, the configuration.
 */
package org.metergate.spi.reading;
