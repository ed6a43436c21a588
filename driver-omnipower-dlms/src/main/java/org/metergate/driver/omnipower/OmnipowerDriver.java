// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower;

import java.time.Duration;
import java.util.Optional;
import org.metergate.ciphering.trust.SenderState;
import org.metergate.driver.omnipower.frame.PushFramer;
import org.metergate.driver.omnipower.list.ListDecoder;
import org.metergate.spi.driver.ByteDriver;
import org.metergate.spi.driver.KeptReader;
import org.metergate.spi.driver.MeterSession;
import org.metergate.spi.driver.Reception;
import org.metergate.spi.driver.Session;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkLostException;

/**
 * Listens to a meter that pushes a list every ten seconds. Nothing is ever sent: with push switched
 * on, the port of the meter only transmits.
 */
final class OmnipowerDriver implements ByteDriver {
  /** Eight bits without parity at 2400 baud, always. */
  static final LineSettings LINE = LineSettings.eightNone(2400);

  /** The interval between two lists. */
  static final Duration INTERVAL = Duration.ofSeconds(10);

  private static final Duration NORMAL_SILENCE = Duration.ofSeconds(30);

  private final String meter;
  private final OmnipowerOptions options;
  private final MessageSecurity messageSecurity;
  private final ListDecoder decoder;

  OmnipowerDriver(String meter, OmnipowerOptions options) {
    this.meter = meter;
    this.options = options;
    this.decoder = new ListDecoder(options.scales());
    this.messageSecurity = new MessageSecurity(options, decoder::plausible, SenderState.present());
  }

  @Override
  public LineSettings settings() {
    return LINE;
  }

  @Override
  public Duration normalSilence() {
    return NORMAL_SILENCE;
  }

  @Override
  public Duration usualInterval() {
    return INTERVAL;
  }

  @Override
  public void session(ByteLink link, Session session)
      throws LinkLostException, InterruptedException {
    MeterSession meterSession = session.meter(meter);
    Publisher publisher = new Publisher(meterSession, decoder);
    PushReceiver pushReceiver = new PushReceiver(meterSession, messageSecurity, publisher);
    messageSecurity.begin(meterSession);
    Reception.listen(link, session, new PushFramer(), pushReceiver);
  }

  @Override
  public Optional<KeptReader> keptReader(MeterSession late) {
    return Optional.of(new UndecodedMessages(options, late));
  }
}
