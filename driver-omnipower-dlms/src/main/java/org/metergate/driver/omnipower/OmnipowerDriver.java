// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower;

import java.time.Duration;
import java.util.Optional;
import org.metergate.ciphering.trust.Report;
import org.metergate.driver.omnipower.frame.PushFramer;
import org.metergate.driver.omnipower.list.ListDecoder;
import org.metergate.spi.driver.KeptReader;
import org.metergate.spi.driver.MeterDriver;
import org.metergate.spi.driver.Reception;
import org.metergate.spi.driver.Session;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkLostException;

/**
 * Listens to a meter that pushes a list every ten seconds. Nothing is ever sent: with push switched
 * on, the port of the meter only transmits.
 */
final class OmnipowerDriver implements MeterDriver {
  private static final int BAUD = 2400;
  private static final Duration NORMAL_SILENCE = Duration.ofSeconds(30);
  private static final Duration USUAL_INTERVAL = Duration.ofSeconds(10);

  private final String meter;
  private final OmnipowerOptions options;
  private final MessageSecurity messageSecurity;
  private final ListDecoder decoder;

  OmnipowerDriver(String meter, OmnipowerOptions options) {
    this.meter = meter;
    this.options = options;
    this.decoder = new ListDecoder(options.scales());
    this.messageSecurity = new MessageSecurity(options, decoder::plausible);
  }

  @Override
  public LineSettings settings() {
    return LineSettings.eightNone(BAUD);
  }

  @Override
  public Duration normalSilence() {
    return NORMAL_SILENCE;
  }

  @Override
  public Duration usualInterval() {
    return USUAL_INTERVAL;
  }

  @Override
  public void session(ByteLink link, Session session)
      throws LinkLostException, InterruptedException {
    Report report = new Report(meter, session);
    Publisher publisher = new Publisher(report, decoder);
    PushReceiver pushReceiver = new PushReceiver(report, messageSecurity, publisher);
    messageSecurity.remember(report);
    Reception.listen(link, session, new PushFramer(), pushReceiver);
  }

  @Override
  public Optional<KeptReader> keptReader(String name, Session session) {
    return options.encryption().map(key -> new UndecodedMessages(name, options, session));
  }
}
