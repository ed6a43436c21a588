// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.influxdb;

import java.time.Duration;
import java.util.List;
import org.metergate.journal.StoredReading;
import org.metergate.output.Delivery;
import org.metergate.output.OutputContext;
import org.metergate.output.OutputInfo;
import org.metergate.output.http.HttpOutput;

/** Delivers readings to one server that takes line protocol. */
public final class InfluxOutput extends HttpOutput {
  /**
   * VictoriaMetrics keeps what it acknowledged in memory for some seconds; a database that is
   * restored from a snapshot loses more. What is sent twice is stored once.
   */
  private static final Duration UNCONFIRMED_WINDOW = Duration.ofSeconds(60);

  private final LineProtocol protocol;
  private final LineDelivery delivery;

  InfluxOutput(String name, InfluxSettings settings, OutputContext context) {
    super(
        new OutputInfo(
            name, InfluxOutputType.NAME, settings.every(), UNCONFIRMED_WINDOW, settings.view()),
        settings.http());
    this.protocol =
        new LineProtocol(
            settings.measurement(),
            context.gateway(),
            context.zone(),
            settings.server().keepsTexts());
    this.delivery = new LineDelivery(sender, settings);
  }

  @Override
  public Delivery deliver(List<StoredReading> batch) throws InterruptedException {
    return delivery.send(batch.size(), protocol.lines(batch));
  }
}
