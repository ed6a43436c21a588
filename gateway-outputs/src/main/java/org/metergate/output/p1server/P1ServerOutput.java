// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.p1server;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.metergate.config.Location;
import org.metergate.journal.JournalException;
import org.metergate.journal.StoredReading;
import org.metergate.output.Delivery;
import org.metergate.output.Output;
import org.metergate.output.OutputContext;
import org.metergate.output.OutputHost;
import org.metergate.output.OutputInfo;
import org.metergate.output.PresentOutput;
import org.metergate.output.served.Listen;
import org.metergate.output.served.MeterUse;
import org.metergate.output.served.ServedFindings;
import org.metergate.output.served.ServedMeter;
import org.metergate.output.served.ServingOutput;
import org.metergate.spi.finding.Finding;
import org.metergate.value.ReadingView;
import org.metergate.value.Units;

/**
 * Serves one meter as a P1 port: each present reading is a telegram to all who are connected.
 * Readings are delivered at once, also where nobody is connected or the port cannot be opened,
 * since nothing of the past is served.
 */
public final class P1ServerOutput implements Output, PresentOutput, ServingOutput {
  private final OutputInfo info;
  private final P1ServerSettings settings;
  private final OutputContext context;
  private final ServedMeter meter;
  private final TelegramServer server;
  private volatile String installation = "";
  private Optional<Finding> obstacle = Optional.empty();

  P1ServerOutput(String name, P1ServerSettings settings, OutputContext context) {
    this.info =
        new OutputInfo(
            name,
            P1ServerOutputType.NAME,
            Duration.ZERO,
            Duration.ZERO,
            new ReadingView(Units.METER, true));
    this.settings = settings;
    this.context = context;
    this.meter = new ServedMeter(settings.served(), context);
    this.server = new TelegramServer(name, listen(), this::telegram);
  }

  @Override
  public OutputInfo info() {
    return info;
  }

  @Override
  public Listen listen() {
    return settings.served().listen();
  }

  @Override
  public Location listenAt() {
    return settings.served().listenAt();
  }

  @Override
  public List<MeterUse> meterUses() {
    return settings.served().uses();
  }

  @Override
  public void attach(OutputHost host) throws JournalException {
    installation = host.installation();
    meter.attach(host);
  }

  /** A port that cannot be opened is no reason to keep readings: see {@link #deliver}. */
  @Override
  public Optional<Finding> open() {
    try {
      server.open();
      obstacle = meter.isWithoutPower() ? Optional.of(noPower()) : Optional.empty();
    } catch (IOException e) {
      obstacle = Optional.of(ServedFindings.port(listen(), e));
    }
    return Optional.empty();
  }

  private Finding noPower() {
    return ServedFindings.NO_POWER.with("meter", settings.served().meter());
  }

  @Override
  public Delivery deliver(List<StoredReading> batch) {
    if (meter.take(batch)) {
      telegram().ifPresent(server::send);
    }
    return obstacle.isPresent()
        ? new Delivery.TryAgain(batch.size(), obstacle.get())
        : new Delivery.Done(batch.size());
  }

  @Override
  public Optional<Finding> caughtUp() {
    return obstacle;
  }

  private Optional<Telegram> telegram() {
    return meter.now().map(now -> new Telegram(now.number(), TelegramWriter.write(now, form())));
  }

  private TelegramWriter.Form form() {
    return new TelegramWriter.Form(
        settings.served().meter(),
        settings.profile(),
        context.zone(),
        settings.heat(),
        installation);
  }

  @Override
  public void close() {
    server.close();
  }
}
