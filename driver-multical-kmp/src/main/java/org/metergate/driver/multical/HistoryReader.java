// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metergate.driver.multical.frame.KmpFrame;
import org.metergate.driver.multical.register.LoggerContents;
import org.metergate.driver.multical.register.LoggerPage;
import org.metergate.driver.multical.register.MeterTimes;
import org.metergate.driver.multical.register.RegisterTable;
import org.metergate.driver.multical.request.GetRegisters;
import org.metergate.driver.multical.request.KmpRequest;
import org.metergate.driver.multical.request.LoggerEnd;
import org.metergate.driver.multical.request.LoggerLayout;
import org.metergate.driver.multical.request.LoggerRecords;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.driver.HistoryRequest;
import org.metergate.spi.driver.HistoryStep;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterTime;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Value;

/**
 * Reads the loggers of newer meters (MULTICAL 603 and 303, command B8h), from the newest record
 * backwards. The layout was observed between such a meter and its manufacturer's program and is not
 * documented: each record keeps its raw bytes, and a record without a time is reported and not
 * stored.
 */
final class HistoryReader {
  private static final int PAGE = 8;
  private static final int MOMENT = 348;
  private static final int DATE = 1003;
  private static final int CLOCK = 1002;

  /** After the time, as many of these as fit into one request, the most important first. */
  private static final List<Integer> WANTED =
      List.of(60, 63, 68, 381, 382, 379, 380, 99, 1004, 97, 110, 266, 74, 80, 86, 87);

  private final KmpExchange kmpExchange;
  private final KnownMeter known;
  private HistoryRequest request;
  private List<Integer> registers;
  private int logger;
  private long next;
  private long left;

  HistoryReader(KmpExchange kmpExchange, KnownMeter known) {
    this.kmpExchange = kmpExchange;
    this.known = known;
  }

  /** Returns whether a request is being processed. */
  boolean isBusy() {
    return request != null;
  }

  /** Accepts a request; the following steps process it. */
  void begin(HistoryRequest wanted) {
    request = wanted;
    registers = null;
  }

  /**
   * Reads a page of records, so that live readings can take place in between. Whatever the meter
   * does, the request ends; only a lost link leaves it open.
   */
  void step() throws LinkLostException, InterruptedException {
    try {
      if (registers == null) {
        open();
      } else {
        read();
      }
      if (left <= 0) {
        end().done();
      }
    } catch (NoHistoryException e) {
      end().failed(MulticalFindings.NO_HISTORY.with("reason", e.getMessage()));
    } catch (MalformedException e) {
      end().failed(MulticalFindings.MALFORMED.with("reason", e.getMessage()));
    }
  }

  private HistoryRequest end() {
    HistoryRequest ended = request;
    request = null;
    return ended;
  }

  /** Requests which registers the logger keeps and the range of its records. */
  private void open()
      throws LinkLostException, InterruptedException, MalformedException, NoHistoryException {
    logger = number(request.step());
    LoggerContents keeps = LoggerContents.read(ask(new LoggerLayout(logger), "its layout").data());
    registers = registers(keeps.registers());
    LoggerPage oldest = page(new LoggerEnd(logger, registers.get(0)));
    next = oldest.newest();
    long held = oldest.newest() - oldest.first() + 1;
    left = oldest.isEmpty() ? 0 : Math.min(keeps.depth(), held);
  }

  private void read()
      throws LinkLostException, InterruptedException, MalformedException, NoHistoryException {
    int count = (int) Math.min(PAGE, left);
    LoggerPage page = page(new LoggerRecords(logger, next, count, registers));
    if (page.records().isEmpty() || page.first() != next) {
      throw new NoHistoryException("record " + next + " was not in the meter's answer");
    }
    for (LoggerPage.Entry record : page.records()) {
      if (!store(record)) {
        left = 0;
        return;
      }
    }
    next -= page.records().size();
    left -= page.records().size();
  }

  private LoggerPage page(KmpRequest request)
      throws LinkLostException, InterruptedException, MalformedException, NoHistoryException {
    LoggerPage page = LoggerPage.read(ask(request, "its records").data(), table());
    if (page.isRefused()) {
      throw new NoHistoryException("the meter refused, with info " + page.info());
    }
    return page;
  }

  private KmpFrame ask(KmpRequest request, String what)
      throws LinkLostException, InterruptedException, NoHistoryException {
    Optional<KmpFrame> answer = kmpExchange.ask(request);
    if (answer.isEmpty()) {
      throw new NoHistoryException("the meter did not answer when asked for " + what);
    }
    return answer.get();
  }

  /** Delivers a record if it is in the requested range; returns whether older ones may be too. */
  private boolean store(LoggerPage.Entry record) {
    Optional<MeterTime> time = MeterTimes.of(record.measurements());
    if (time.isEmpty()) {
      request.remark(MulticalFindings.RECORD_UNSURE.with("record", record.raw()));
      return true;
    }
    LocalDateTime local = time.get().local();
    if (local.isBefore(request.from())) {
      return false;
    }
    if (local.isBefore(request.to())) {
      request.record(known.serial(), time.get(), measurements(record));
    }
    return true;
  }

  private static List<Measurement> measurements(LoggerPage.Entry record) {
    List<Measurement> measurements = new ArrayList<>(record.measurements());
    String place = "record " + record.number();
    measurements.add(
        Measurement.of(Quantities.unnamed("logger_record"), new Value.Text(record.raw()), place));
    return measurements;
  }

  private static List<Integer> registers(List<Integer> kept) throws NoHistoryException {
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

  private RegisterTable table() {
    return known.family() == null ? RegisterTable.STANDARD : known.family().table();
  }

  private static int number(HistoryStep step) {
    return switch (step) {
      case YEAR -> 2;
      case MONTH -> 3;
      case DAY -> 4;
      case HOUR -> 5;
    };
  }

  /** The meter has no such history or does not deliver it; the message is the end of a sentence. */
  private static final class NoHistoryException extends Exception {
    private static final long serialVersionUID = 1L;

    NoHistoryException(String reason) {
      super(reason, null, false, false);
    }
  }
}
