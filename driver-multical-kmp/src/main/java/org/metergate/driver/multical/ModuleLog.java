// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.metergate.driver.multical.frame.KmpFrame;
import org.metergate.driver.multical.register.LoggerPage;
import org.metergate.driver.multical.register.ModulePage;
import org.metergate.driver.multical.register.RegisterTable;
import org.metergate.driver.multical.request.ModuleRecords;
import org.metergate.driver.multical.request.ModuleRecords.Order;
import org.metergate.driver.multical.request.ModuleRecords.Start;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.driver.HistoryStep;
import org.metergate.spi.driver.MeterSession;
import org.metergate.spi.link.LinkLostException;

/**
 * A log of a module of a MULTICAL 601, or of the logger in an 801 (commands A0h to A3h). The newest
 * record is found by time, and then records are requested by their numbers, which wrap around after
 * 65535. Where the log keeps no date and clock, its records have no time.
 */
final class ModuleLog implements MeterLog {
  /** Energy and volume after the time: with more, fewer records would fit into an answer. */
  private static final List<Integer> REGISTERS = List.of(DATE, CLOCK, 60, 68);

  private static final int NUMBERS = 1 << 16;

  private final KmpExchange kmpExchange;
  private final RegisterTable table;
  private final MeterSession meter;
  private final int address;
  private Order order = Order.YEAR_FIRST;
  private int log;
  private int next;
  private int page = ModuleRecords.fitting(REGISTERS.size());
  private int left;

  ModuleLog(KmpExchange kmpExchange, RegisterTable table, MeterSession meter, int address) {
    this.kmpExchange = kmpExchange;
    this.table = table;
    this.meter = meter;
    this.address = address;
  }

  /**
   * Finds the newest record before now, then the one before the end of the period. The meter's zone
   * is not known: that of the newest record is, from its number at the end of the answer.
   */
  @Override
  public boolean open(HistoryStep step, LocalDateTime to)
      throws LinkLostException, InterruptedException, MalformedException, NoHistoryException {
    log = number(step);
    LocalDateTime now = LocalDateTime.ofInstant(meter.now(), ZoneOffset.UTC);
    Optional<ModulePage> newest = find(now);
    if (newest.isEmpty()) {
      return false;
    }
    ModulePage found = newest.get();
    if (found.isOutOfRange()) { // the description has two orders of a time's bytes
      order = Order.YEAR_LAST;
      found = find(now).orElseThrow(ModuleLog::silent);
    }
    if (found.isOutOfRange()) {
      throw new NoHistoryException("its logger has no record up to the time now");
    }
    left = found.isEmpty() ? 0 : NUMBERS;
    next = found.newest();
    if (left > 0 && to.isBefore(now.minusDays(1))) {
      ModulePage last = find(to).orElseThrow(ModuleLog::silent);
      left = last.records().isEmpty() ? 0 : NUMBERS;
      next = left > 0 ? (int) last.records().get(0).number() : next;
    }
    return true;
  }

  private Optional<ModulePage> find(LocalDateTime before)
      throws LinkLostException, InterruptedException, MalformedException {
    return ask(new ModuleRecords.Before(before, order, 0), 1);
  }

  private Optional<ModulePage> ask(Start start, int count)
      throws LinkLostException, InterruptedException, MalformedException {
    Optional<KmpFrame> answer =
        kmpExchange.ask(new ModuleRecords(address, log, REGISTERS, count, start));
    return answer.isEmpty()
        ? Optional.empty()
        : Optional.of(ModulePage.read(answer.get().data(), table));
  }

  /** Requests fewer records where the log begins within the page, or the answer had too few. */
  @Override
  public List<LoggerPage.Entry> next()
      throws LinkLostException, InterruptedException, MalformedException, NoHistoryException {
    while (left > 0) {
      int first = Math.floorMod(next - page + 1, NUMBERS);
      ModulePage answer =
          ask(new ModuleRecords.FromRecord(first), page).orElseThrow(ModuleLog::silent);
      List<LoggerPage.Entry> records = upToNext(answer.records());
      if (!records.isEmpty() && records.get(0).number() == next) {
        left -= records.size();
        next = Math.floorMod(next - records.size(), NUMBERS);
        return records;
      }
      left = page == 1 ? 0 : left;
      page = records.isEmpty() ? Math.max(1, page / 2) : Math.min(page - 1, records.size());
    }
    return List.of();
  }

  /** Returns those of this page that follow each other, the newest first. */
  private List<LoggerPage.Entry> upToNext(List<LoggerPage.Entry> answer) {
    List<LoggerPage.Entry> records = new ArrayList<>();
    for (LoggerPage.Entry record : answer) {
      if (Math.floorMod(next - record.number(), (long) NUMBERS) < page) {
        records.add(record);
      }
    }
    Collections.reverse(records);
    return records;
  }

  private static NoHistoryException silent() {
    return new NoHistoryException("the meter did not answer when asked for its records");
  }

  /** The description names the interval log only; the other one is taken to be the next. */
  private static int number(HistoryStep step) throws NoHistoryException {
    return switch (step) {
      case HOUR -> 1;
      case DAY -> 2;
      case MONTH, YEAR ->
          throw new NoHistoryException("its logger module keeps hours and days, no longer steps");
    };
  }
}
