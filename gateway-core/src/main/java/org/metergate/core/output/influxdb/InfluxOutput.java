// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.output.influxdb;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.metergate.core.journal.StoredReading;
import org.metergate.core.output.Delivery;
import org.metergate.core.output.Output;
import org.metergate.core.output.OutputContext;
import org.metergate.core.output.http.HttpSender;
import org.metergate.spi.finding.Finding;

/** Delivers readings to one server that takes line protocol. */
public final class InfluxOutput implements Output {
  /**
   * VictoriaMetrics keeps what it acknowledged in memory for some seconds; a database that is
   * restored from a snapshot loses more. What is sent twice is stored once.
   */
  private static final Duration FORGETS = Duration.ofSeconds(60);

  private final String name;
  private final InfluxSettings settings;
  private final LineProtocol protocol;
  private final HttpSender sender;
  private final LineDelivery delivery;

  InfluxOutput(String name, InfluxSettings settings, OutputContext context) {
    this.name = name;
    this.settings = settings;
    this.protocol =
        new LineProtocol(
            settings.measurement(),
            context.gateway(),
            context.zone(),
            settings.server().keepsTexts());
    this.sender = new HttpSender(name, settings.http(), FORGETS);
    this.delivery = new LineDelivery(sender, settings);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String type() {
    return InfluxOutputType.NAME;
  }

  @Override
  public Duration every() {
    return settings.every();
  }

  @Override
  public Duration forgets() {
    return FORGETS;
  }

  @Override
  public void whenChanged(Runnable wake) {
    sender.whenBroken(wake);
  }

  @Override
  public Optional<Finding> prepare() {
    return sender.takeBreak();
  }

  @Override
  public Delivery deliver(List<StoredReading> batch) throws InterruptedException {
    return delivery.send(batch.size(), protocol.lines(batch));
  }

  @Override
  public void close() {
    sender.close();
  }
}
