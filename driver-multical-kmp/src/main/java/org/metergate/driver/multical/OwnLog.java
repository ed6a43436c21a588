// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.metergate.driver.multical.frame.KmpFrame;
import org.metergate.driver.multical.register.LoggerContents;
import org.metergate.driver.multical.register.LoggerPage;
import org.metergate.driver.multical.register.RegisterTable;
import org.metergate.driver.multical.request.KmpRequest;
import org.metergate.driver.multical.request.LoggerEnd;
import org.metergate.driver.multical.request.LoggerLayout;
import org.metergate.driver.multical.request.LoggerRecords;
import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.driver.HistoryStep;
import org.metergate.spi.link.LinkLostException;

/**
 * The log of a newer meter (MULTICAL 603 and 303, command B8h). The layout was observed between
 * such a meter and its manufacturer's program and is not documented.
 */
final class OwnLog implements MeterLog {
  private static final int PAGE = 8;

  private final KmpExchange kmpExchange;
  private final RegisterTable table;
  private List<Integer> registers = List.of();
  private int logger;
  private long next;
  private long left;

  OwnLog(KmpExchange kmpExchange, RegisterTable table) {
    this.kmpExchange = kmpExchange;
    this.table = table;
  }

  /** Requests which registers the logger keeps and the range of its records. */
  @Override
  public boolean open(HistoryStep step, LocalDateTime to)
      throws LinkLostException, InterruptedException, MalformedException, NoHistoryException {
    logger = number(step);
    Optional<KmpFrame> layout = kmpExchange.ask(new LoggerLayout(logger));
    if (layout.isEmpty()) {
      return false;
    }
    LoggerContents keeps = LoggerContents.read(layout.get().data());
    registers = MeterLog.registers(keeps.registers());
    LoggerPage oldest = page(new LoggerEnd(logger, registers.get(0)));
    next = oldest.newest();
    long held = oldest.newest() - oldest.first() + 1;
    left = oldest.isEmpty() ? 0 : Math.min(keeps.depth(), held);
    return true;
  }

  @Override
  public List<LoggerPage.Entry> next()
      throws LinkLostException, InterruptedException, MalformedException, NoHistoryException {
    if (left <= 0) {
      return List.of();
    }
    int count = (int) Math.min(PAGE, left);
    LoggerPage page = page(new LoggerRecords(logger, next, count, registers));
    if (page.records().isEmpty() || page.first() != next) {
      throw new NoHistoryException("record " + next + " was not in the meter's answer");
    }
    next -= page.records().size();
    left -= page.records().size();
    return page.records();
  }

  private LoggerPage page(KmpRequest request)
      throws LinkLostException, InterruptedException, MalformedException, NoHistoryException {
    Optional<KmpFrame> answer = kmpExchange.ask(request);
    if (answer.isEmpty()) {
      throw new NoHistoryException("the meter did not answer when asked for its records");
    }
    LoggerPage page = LoggerPage.read(answer.get().data(), table);
    if (page.isRefused()) {
      throw new NoHistoryException("the meter refused, with info " + page.info());
    }
    return page;
  }

  private static int number(HistoryStep step) {
    return switch (step) {
      case YEAR -> 2;
      case MONTH -> 3;
      case DAY -> 4;
      case HOUR -> 5;
    };
  }
}
