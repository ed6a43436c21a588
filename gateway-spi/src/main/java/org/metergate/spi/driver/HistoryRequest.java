// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.driver;

import java.time.LocalDateTime;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.reading.Reading;

/**
 * Somebody asks for what a meter's own logger kept. The program makes it, the driver takes it from
 * {@link Session#historyRequest} between two readings and answers it on the thread of the link: any
 * number of records and remarks, then one end. A link that is lost meanwhile ends it too; the
 * records until then stay.
 */
public interface HistoryRequest {

  /**
   * Names the meter.
   *
   * @return the configured name.
   */
  String meter();

  /**
   * Says which logger is asked.
   *
   * @return one of those that the driver said it can ask.
   */
  HistoryStep step();

  /**
   * Says where to begin.
   *
   * @return the earliest record wanted, on the meter's own clock.
   */
  LocalDateTime from();

  /**
   * Says where to end.
   *
   * @return behind the latest record wanted, on the meter's own clock; later than {@link #from}.
   */
  LocalDateTime to();

  /**
   * Hands over a record. When this returns it is in the journal, once, however often it is read.
   *
   * @param record with {@link org.metergate.spi.reading.Origin#HISTORY} and the meter's own time of
   *     the record; records may come in any order.
   */
  void record(Reading record);

  /**
   * Says something about the records to whoever asked; the meter's chain hears nothing of it.
   *
   * @param finding a condition or an event.
   */
  void remark(Finding finding);

  /** Ends the request: all that the meter has of the wanted time was handed over. */
  void done();

  /**
   * Ends the request without all records.
   *
   * @param why what kept the driver from reading on.
   */
  void failed(Finding why);
}
