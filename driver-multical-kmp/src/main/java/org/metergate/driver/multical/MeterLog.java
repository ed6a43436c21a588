// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.metergate.driver.multical.register.LoggerPage;
import org.metergate.driver.multical.request.GetRegisters;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.driver.HistoryStep;
import org.metergate.spi.link.LinkLostException;

/** A log in a meter or in one of its modules, read from the newest record backwards. */
interface MeterLog {
  /** Date and time in one register, of newer meters. */
  int MOMENT = 348;

  int DATE = 1003;
  int CLOCK = 1002;

  /** After the time, as many of these as fit into one request, the most important first. */
  List<Integer> WANTED =
      List.of(60, 63, 68, 381, 382, 379, 380, 99, 1004, 97, 110, 266, 74, 80, 86, 87);

  /**
   * Finds the newest record that is needed.
   *
   * @param step the interval between the records.
   * @param to records from this time of the meter's clock on are not needed.
   * @return whether the meter answered; if it did not, it may have a log of another kind.
   */
  boolean open(HistoryStep step, LocalDateTime to)
      throws LinkLostException, InterruptedException, MalformedException, NoHistoryException;

  /**
   * Reads the next records, with one request or a few.
   *
   * @return the newest first; none after the oldest.
   */
  List<LoggerPage.Entry> next()
      throws LinkLostException, InterruptedException, MalformedException, NoHistoryException;

  /**
   * Chooses which registers of the records are requested: their time first.
   *
   * @param kept those that the log keeps.
   * @throws NoHistoryException if it keeps no time.
   */
  static List<Integer> registers(List<Integer> kept) throws NoHistoryException {
    List<Integer> registers = new ArrayList<>();
    if (kept.contains(MOMENT)) {
      registers.add(MOMENT);
    } else if (kept.contains(DATE) && kept.contains(CLOCK)) {
      registers.add(DATE);
      registers.add(CLOCK);
    } else {
      throw new NoHistoryException("its records have no time");
    }
    for (int wanted : WANTED) {
      if (kept.contains(wanted) && registers.size() < GetRegisters.MAX) {
        registers.add(wanted);
      }
    }
    return registers;
  }
}
