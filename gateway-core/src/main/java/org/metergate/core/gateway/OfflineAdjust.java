// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import org.metergate.core.control.ControlAnswer;
import org.metergate.core.control.ControlRefusal;
import org.metergate.core.control.ControlRequest;
import org.metergate.core.validation.CounterValidators;
import org.metergate.health.MessageCatalogue;
import org.metergate.journal.Journal;
import org.metergate.journal.JournalException;
import org.metergate.spi.link.Host;

/** Sets a total in a journal while no gateway runs; no link is opened. */
public final class OfflineAdjust {
  private OfflineAdjust() {}

  /**
   * Opens the journal for the duration of one request.
   *
   * @param plan of the gateway that does not run.
   * @param request the same as for a running gateway.
   * @param messages the sentences of all findings.
   * @param host the clock.
   * @return the answer.
   * @throws GatewayException with a sentence, if the journal cannot be opened.
   * @throws ControlRefusal with a sentence, if the total cannot be set.
   */
  public static ControlAnswer run(
      GatewayPlan plan, ControlRequest request, MessageCatalogue messages, Host host)
      throws GatewayException, ControlRefusal {
    try (Journal journal = Journal.open(GatewayJournal.settings(plan.config()), host);
        RunningLinks links =
            new RunningLinks(
                journal,
                host,
                new FindingLog(messages, journal, host),
                new CounterValidators(journal, host))) {
      links.createSupervisors(plan.links());
      return new AdjustHandler(links).run(request);
    } catch (JournalException e) {
      throw new GatewayException(e.getMessage(), e);
    }
  }
}
