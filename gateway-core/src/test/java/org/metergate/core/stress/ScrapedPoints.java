// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.stress;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.metergate.core.stress.StoredPoints.list;
import static org.metergate.core.stress.StoredPoints.object;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.metergate.journal.StoredReading;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Value;
import org.metergate.testing.JsonTree;
import org.metergate.testing.ServerProcess;

/** Compares what Prometheus scraped with what the journal had at that moment. */
final class ScrapedPoints {
  /** From the arrival of a telegram until the page shows it, on a busy machine. */
  private static final long LATE_MS = 2000;

  /** How long a scrape may last: it is stamped with the time of its beginning. */
  private static final long SCRAPE_MS = 500;

  private ScrapedPoints() {}

  /** Checks the counters and the power of all meters; returns how many values there were. */
  static int assertInJournal(ServerProcess prometheus, List<StoredReading> journal)
      throws Exception {
    return assertInJournal(
            prometheus, journal, "metergate_energy_import_joules_total", "energy_import", 3600)
        + assertInJournal(prometheus, journal, "metergate_power_import_watts", "power_import", 1);
  }

  private static int assertInJournal(
      ServerProcess prometheus,
      List<StoredReading> journal,
      String metric,
      String quantity,
      int factor)
      throws Exception {
    String query = ServerProcess.encoded(metric + "[3h]");
    Map<String, Object> answer = JsonTree.object(prometheus.get("/api/v1/query?query=" + query));
    int count = 0;
    for (Object one : list(object(answer.get("data")).get("result"))) {
      Map<String, Object> series = object(one);
      Object meter = object(series.get("metric")).get("meter");
      for (Object sample : list(series.get("values"))) {
        long at = Math.round(((Number) list(sample).get(0)).doubleValue() * 1000);
        double value = Double.parseDouble(list(sample).get(1).toString());
        List<Double> then = valuesAt(journal, meter, quantity, factor, at);
        assertTrue(
            then.contains(value), metric + " of " + meter + " was " + value + ", not of " + then);
        count++;
      }
    }
    return count;
  }

  /** Returns the values that were the newest at some time during the scrape. */
  private static List<Double> valuesAt(
      List<StoredReading> journal, Object meter, String quantity, int factor, long at) {
    List<Double> values = new ArrayList<>();
    double before = Double.NaN;
    for (StoredReading stored : journal) {
      Reading reading = stored.reading();
      if (reading.meter().displayName().equals(meter)
          && reading.measurement(quantity).isPresent()
          && reading.measurement(quantity).get().value() instanceof Value.Decimal decimal) {
        long received = reading.receivedAt().toEpochMilli();
        double value = decimal.number().multiply(BigDecimal.valueOf(factor)).doubleValue();
        if (received < at - LATE_MS) {
          before = value;
        } else if (received <= at + SCRAPE_MS) {
          values.add(value);
        }
      }
    }
    values.add(before);
    return values;
  }
}
