// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metergate.driver.multical.register.LoggerPage;
import org.metergate.driver.multical.register.MeterTimes;
import org.metergate.driver.multical.register.RegisterTable;
import org.metergate.driver.multical.request.ModuleRecords;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.driver.HistoryRequest;
import org.metergate.spi.driver.MeterSession;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterTime;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Value;

/**
 * Reads the records of a meter's log, from the newest backwards, a page at a time. Each record
 * keeps its raw bytes; one without a time is reported and not stored.
 */
final class HistoryReader {
  private final KmpExchange kmpExchange;
  private final KnownMeter known;
  private final Model model;
  private final MeterSession meter;
  private HistoryRequest request;
  private MeterLog log;

  HistoryReader(KmpExchange kmpExchange, KnownMeter known, Model model, MeterSession meter) {
    this.kmpExchange = kmpExchange;
    this.known = known;
    this.model = model;
    this.meter = meter;
  }

  /** Returns whether a request is being processed. */
  boolean isBusy() {
    return request != null;
  }

  /** Accepts a request; the following steps process it. */
  void begin(HistoryRequest wanted) {
    request = wanted;
    log = null;
  }

  /**
   * Reads a page of records, so that live readings can take place in between. Whatever the meter
   * does, the request ends; only a lost link leaves it open.
   */
  void step() throws LinkLostException, InterruptedException {
    try {
      if (request.isWithdrawn()) {
        end().done();
      } else if (log == null) {
        open();
      } else if (!readPage()) {
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

  private void open()
      throws LinkLostException, InterruptedException, MalformedException, NoHistoryException {
    for (MeterLog candidate : candidates()) {
      if (candidate.open(request.step(), request.to())) {
        log = candidate;
        return;
      }
    }
    throw new NoHistoryException("the meter did not answer when asked for its logger");
  }

  /** The kinds of log that the meter may have; where it is unknown, each is tried. */
  private List<MeterLog> candidates() {
    RegisterTable table = known.family() == null ? RegisterTable.STANDARD : known.family().table();
    List<MeterLog> modules = new ArrayList<>();
    for (int address : List.of(ModuleRecords.TOP, ModuleRecords.BASE)) {
      modules.add(new ModuleLog(kmpExchange, table, meter, address));
    }
    List<MeterLog> own = List.of(new OwnLog(kmpExchange, table));
    boolean old = model.hasModules() || Identity.hasModules(known.type());
    if (old || model != Model.AUTO || known.family() == Family.WATER) {
      return old ? modules : own;
    }
    modules.addAll(0, own);
    return modules;
  }

  /** Delivers a page; returns whether older records may be needed. */
  private boolean readPage()
      throws LinkLostException, InterruptedException, MalformedException, NoHistoryException {
    List<LoggerPage.Entry> records = log.next();
    for (LoggerPage.Entry record : records) {
      if (!store(record)) {
        return false;
      }
    }
    return !records.isEmpty();
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
}
