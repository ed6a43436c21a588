// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import java.util.List;
import java.util.function.Consumer;
import org.metergate.core.control.ControlAnswer;
import org.metergate.core.control.ControlRefusal;
import org.metergate.core.control.ControlRequest;
import org.metergate.core.gateway.GatewayPlan.PlannedLink;
import org.metergate.core.validation.CounterValidators;
import org.metergate.health.MessageCatalogue;
import org.metergate.journal.Journal;
import org.metergate.journal.JournalException;
import org.metergate.spi.link.Host;
import org.metergate.spi.option.NearestName;

/**
 * Opens a journal and the link of one meter while no gateway runs, to read the meter's loggers. The
 * meter's present values are read too, as always while its link is open.
 */
public final class OfflineHistory implements AutoCloseable {
  private final Journal journal;
  private final RunningLinks links;
  private final ReadHistoryHandler command;

  private OfflineHistory(Journal journal, RunningLinks links, ReadHistoryHandler command) {
    this.journal = journal;
    this.links = links;
    this.command = command;
  }

  /**
   * Opens journal and link.
   *
   * @param plan of the gateway that does not run.
   * @param meter whose link is opened.
   * @param messages the sentences of all findings.
   * @param host the clock.
   * @return an object that answers requests until it is closed.
   * @throws GatewayException with a sentence, if there is no such meter or the journal cannot be
   *     opened.
   */
  public static OfflineHistory open(
      GatewayPlan plan, String meter, MessageCatalogue messages, Host host)
      throws GatewayException {
    List<PlannedLink> own =
        plan.links().stream().filter(link -> link.meters().contains(meter)).toList();
    if (own.isEmpty()) {
      List<String> names = plan.links().stream().flatMap(link -> link.meters().stream()).toList();
      throw new GatewayException(NearestName.unknown("meter", meter, names), null);
    }
    try {
      Journal journal = Journal.open(GatewayJournal.settings(plan.config()), host);
      RunningLinks links =
          new RunningLinks(
              journal,
              host,
              new FindingLog(messages, journal, host),
              new CounterValidators(journal, host));
      links.exchange(own);
      return new OfflineHistory(
          journal, links, new ReadHistoryHandler(links, journal.readings(), messages));
    } catch (JournalException e) {
      throw new GatewayException(e.getMessage(), e);
    }
  }

  /**
   * Reads one logger.
   *
   * @param request the same as for a running gateway.
   * @param progress takes a sentence at most once a second.
   * @return the answer.
   * @throws ControlRefusal with a sentence, if the logger cannot be read.
   * @throws InterruptedException when the caller is asked to stop.
   */
  public ControlAnswer run(ControlRequest request, Consumer<String> progress)
      throws ControlRefusal, InterruptedException {
    return command.run(request, progress);
  }

  @Override
  public void close() {
    links.close();
    journal.close();
  }
}
