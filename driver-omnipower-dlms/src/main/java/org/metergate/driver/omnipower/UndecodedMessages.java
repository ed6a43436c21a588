// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.metergate.ciphering.trust.ReplaySession;
import org.metergate.ciphering.trust.Report;
import org.metergate.driver.omnipower.frame.PushFramer;
import org.metergate.driver.omnipower.list.ListDecoder;
import org.metergate.spi.driver.KeptFrame;
import org.metergate.spi.driver.KeptReader;
import org.metergate.spi.driver.Session;
import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.reading.Reading;

/**
 * Reads messages that were kept until their keys were configured, in the same way as present ones,
 * with separate message security, counters and list layouts. A kept frame consists of all the
 * frames of one message. One thread.
 */
final class UndecodedMessages implements KeptReader {
  /** Findings of a message that contains nothing new: it need not be kept. */
  private static final Set<FindingCode> NOTHING_NEW =
      Set.of(
          OmnipowerFindings.MESSAGE_REPEATED,
          OmnipowerFindings.MESSAGE_OLD,
          OmnipowerFindings.COUNTER_REUSED);

  private final ReplaySession session;
  private final Report report;
  private final MessageSecurity messageSecurity;
  private final Publisher publisher;

  UndecodedMessages(String meter, OmnipowerOptions options, Session present) {
    ListDecoder decoder = new ListDecoder(options.scales());
    session = new ReplaySession(present, NOTHING_NEW, MessageSecurity.COUNTER_STATE);
    report = new Report(meter, session);
    messageSecurity = new MessageSecurity(options, decoder::plausible);
    messageSecurity.remember(report);
    publisher = new Publisher(report, decoder);
  }

  @Override
  public Optional<List<Reading>> read(KeptFrame frame) {
    session.goTo(frame.receivedAt());
    PushReceiver pushReceiver = new PushReceiver(report, messageSecurity, publisher);
    new PushFramer().accept(frame.bytes(), 0, frame.bytes().length, pushReceiver);
    return session.outcome();
  }
}
