// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.metergate.ciphering.trust.ReplaySession;
import org.metergate.ciphering.trust.Report;
import org.metergate.driver.p1.frame.EncryptedTelegram;
import org.metergate.spi.driver.KeptFrame;
import org.metergate.spi.driver.KeptReader;
import org.metergate.spi.driver.Session;
import org.metergate.spi.reading.Reading;

/**
 * Reads encrypted telegrams that were kept until their key was configured, in the same way as
 * present ones, with separate message security and a separate decoder. One thread.
 */
final class LateTelegrams implements KeptReader {
  private final ReplaySession session;
  private final PushReceiver pushReceiver;

  LateTelegrams(String meter, P1Options options, Session present) {
    session = new ReplaySession(present, Set.of(P1Findings.OLD), MessageSecurity.COUNTER_STATE);
    Report report = new Report(meter, session);
    PlainTexts plain = new PlainTexts();
    MessageSecurity messageSecurity = new MessageSecurity(options, plain);
    messageSecurity.begin(report);
    Publisher publisher = new Publisher(meter, options);
    publisher.begin(report);
    pushReceiver =
        new PushReceiver(report, messageSecurity, plain, new SteadyForm(), publisher, () -> {});
  }

  @Override
  public Optional<List<Reading>> read(KeptFrame frame) {
    session.goTo(frame.receivedAt());
    pushReceiver.frame(new EncryptedTelegram(frame.bytes()));
    return session.outcome();
  }
}
