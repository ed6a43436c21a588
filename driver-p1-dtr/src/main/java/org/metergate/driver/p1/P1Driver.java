// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1;

import java.time.Duration;
import java.util.Optional;
import org.metergate.ciphering.trust.SenderState;
import org.metergate.driver.p1.frame.TelegramFramer;
import org.metergate.spi.driver.ByteDriver;
import org.metergate.spi.driver.KeptReader;
import org.metergate.spi.driver.MeterSession;
import org.metergate.spi.driver.Session;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkLostException;

/**
 * Reads a P1 port: raises its request line and listens. Nothing is ever sent. The line is always
 * set to eight bits without parity, since parity bits are recognised and checked in the bytes.
 */
final class P1Driver implements ByteDriver {
  private static final Duration USUAL_INTERVAL = Duration.ofSeconds(10);

  /** Some meters are silent for a minute after their power returned. */
  private static final Duration NORMAL_SILENCE = Duration.ofSeconds(65);

  private final String meter;
  private final P1Options options;
  private final PlainTexts plain = new PlainTexts();
  private final SteadyForm form = new SteadyForm();
  private final MessageSecurity messageSecurity;
  private final Publisher publisher;
  private int baud = Search.FAST;

  P1Driver(String meter, P1Options options) {
    this.meter = meter;
    this.options = options;
    this.messageSecurity = new MessageSecurity(options, plain, SenderState.present());
    this.publisher = new Publisher(options);
  }

  @Override
  public LineSettings settings() {
    return LineSettings.eightNone(baud);
  }

  @Override
  public Duration normalSilence() {
    return options.onDemand().map(NORMAL_SILENCE::plus).orElse(NORMAL_SILENCE);
  }

  @Override
  public Duration usualInterval() {
    return options.onDemand().orElse(USUAL_INTERVAL);
  }

  @Override
  public void session(ByteLink link, Session session)
      throws LinkLostException, InterruptedException {
    MeterSession meterSession = session.meter(meter);
    messageSecurity.begin(meterSession);
    publisher.begin(meterSession);
    Conversation conversation = new Conversation(link, meterSession, baud, options.onDemand());
    TelegramFramer framer = new TelegramFramer(options.checksum());
    PushReceiver pushReceiver =
        new PushReceiver(
            framer,
            meterSession,
            messageSecurity,
            plain,
            form,
            publisher,
            conversation::reportConditions);
    try {
      conversation.hold(link, framer, pushReceiver);
    } finally {
      baud = conversation.baud();
    }
  }

  @Override
  public Optional<KeptReader> keptReader(MeterSession late) {
    return options.encryption().map(key -> new LateTelegrams(options, late));
  }
}
