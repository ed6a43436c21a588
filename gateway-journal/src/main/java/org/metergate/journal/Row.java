// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.time.Instant;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Origin;

/**
 * The columns of a stored reading, with the meter looked up.
 *
 * @param id of the reading.
 * @param meter whose it is.
 * @param shape number of its shape.
 * @param origin live or history.
 * @param receivedAt by the gateway's clock, whole milliseconds.
 * @param meterSeconds the meter's time since 1970 on its own clock; 0 where the shape has none.
 * @param blob what {@link RowCodec} reads.
 */
record Row(
    long id,
    MeterRef meter,
    int shape,
    Origin origin,
    Instant receivedAt,
    long meterSeconds,
    byte[] blob) {}
