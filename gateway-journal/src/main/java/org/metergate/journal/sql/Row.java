// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal.sql;

import java.time.Instant;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Origin;

/**
 * The columns of a stored reading, with the meter looked up.
 *
 * @param id of the reading.
 * @param meter the meter of the reading.
 * @param schema the number of its row schema.
 * @param origin live, history or late.
 * @param receivedAt by the gateway's clock, whole milliseconds.
 * @param meterSeconds the meter's time since 1970 on its own clock; 0 if the schema has none.
 * @param blob the data for {@link RowCodec}.
 */
record Row(
    long id,
    MeterRef meter,
    int schema,
    Origin origin,
    Instant receivedAt,
    long meterSeconds,
    byte[] blob) {}
