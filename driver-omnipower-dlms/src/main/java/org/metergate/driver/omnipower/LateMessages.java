// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.metergate.ciphering.trust.LateSession;
import org.metergate.ciphering.trust.Report;
import org.metergate.driver.omnipower.frame.PushFramer;
import org.metergate.driver.omnipower.list.ListDecoder;
import org.metergate.spi.driver.KeptFrame;
import org.metergate.spi.driver.KeptReader;
import org.metergate.spi.driver.Session;
import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.reading.Reading;

/**
 * Reads messages that were kept until their keys came, in the way of those that come now, with a
 * trust, counters and shapes of lists of its own. A kept frame is all the frames of one message.
 * One thread.
 */
final class LateMessages implements KeptReader {
  /** A message behind which nothing new stands: it need not be kept. */
  private static final Set<FindingCode> NOTHING_NEW =
      Set.of(
          OmnipowerFindings.MESSAGE_REPEATED,
          OmnipowerFindings.MESSAGE_OLD,
          OmnipowerFindings.COUNTER_REUSED);

  private final LateSession session;
  private final Report report;
  private final Trust trust;
  private final Publisher publisher;

  LateMessages(String meter, OmnipowerOptions options, Session present) {
    ListDecoder decoder = new ListDecoder(options.scales());
    session = new LateSession(present, NOTHING_NEW, Trust.COUNTER_STATE);
    report = new Report(meter, session);
    trust = new Trust(options, decoder::plausible);
    trust.remember(report);
    publisher = new Publisher(report, decoder);
  }

  @Override
  public Optional<List<Reading>> read(KeptFrame frame) {
    session.goTo(frame.receivedAt());
    Listener listener = new Listener(report, trust, publisher);
    new PushFramer().accept(frame.bytes(), 0, frame.bytes().length, listener);
    return session.outcome();
  }
}
