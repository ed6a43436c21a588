// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.page;

import java.util.List;
import org.metergate.health.MeterReport;

/**
 * Everything that is shown of one meter.
 *
 * @param report its health.
 * @param label what people call it; empty for nothing.
 * @param link how it is reached.
 * @param readings its newest values.
 * @param today what its counters moved by today.
 * @param hasHistory whether there is a page of its history.
 */
record MeterScene(
    MeterReport report,
    String label,
    String link,
    MeterReadings readings,
    List<Today> today,
    boolean hasHistory) {}
