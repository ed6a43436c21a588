// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.driver;

import java.time.LocalDateTime;
import java.util.List;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterTime;

/**
 * A request for records of a meter's own logger. The gateway creates it; the driver takes it from
 * {@link Session#historyRequest} between two readings and answers it on the thread of the link: any
 * number of records and remarks, then exactly one {@link #done} or {@link #failed}. If the link is
 * lost meanwhile, the request ends too, and the records handed over until then are kept.
 */
public interface HistoryRequest {

  /**
   * Returns the meter.
   *
   * @return the configured name.
   */
  String meter();

  /**
   * Returns which logger to read.
   *
   * @return one of the steps that {@link MeterDriver#historySteps} returned for this meter.
   */
  HistoryStep step();

  /**
   * Returns the start of the wanted period.
   *
   * @return the time of the earliest wanted record, inclusive, on the meter's own clock.
   */
  LocalDateTime from();

  /**
   * Returns the end of the wanted period.
   *
   * @return a time after the latest wanted record, exclusive, on the meter's own clock; later than
   *     {@link #from}.
   */
  LocalDateTime to();

  /**
   * Hands over a record. When this method returns, the record is in the journal. A record that is
   * read several times is stored once, and records may come in any order.
   *
   * @param identifier the number that the meter sends; empty when it sends none.
   * @param recordTime the meter's own time of the record.
   * @param measurements in the order of the record, at most 2000.
   */
  void record(String identifier, MeterTime recordTime, List<Measurement> measurements);

  /**
   * Reports a remark about the records to the user who made the request. It does not affect the
   * health of the meter.
   *
   * @param finding a condition or an event.
   */
  void remark(Finding finding);

  /**
   * Returns whether nobody waits for the records any more. A driver looks at it before each
   * question to the meter, and ends the request then with {@link #done}, since each one costs a
   * battery.
   *
   * @return true once the user has given up.
   */
  default boolean isWithdrawn() {
    return false;
  }

  /** Ends the request: all records that the meter has for the wanted period were handed over. */
  void done();

  /**
   * Ends the request although records are missing.
   *
   * @param why the reason why the driver could not read on.
   */
  void failed(Finding why);
}
