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
import org.metergate.output.RawSink;
import org.metergate.output.served.Listen;
import org.metergate.output.served.MeterUse;
import org.metergate.output.served.ServedFindings;
import org.metergate.output.served.ServedMeter;
import org.metergate.output.served.ServingOutput;
import org.metergate.output.served.Snapshot;
import org.metergate.spi.finding.Finding;
import org.metergate.value.ReadingView;
import org.metergate.value.Units;

/**
 * Serves one meter as a P1 port: each present reading is a telegram to all who are connected.
 * Readings are delivered at once, also where nobody is connected or the port cannot be opened,
 * since nothing of the past is served.
 */
public final class P1ServerOutput implements Output, PresentOutput, ServingOutput, RawSink {
  /** After so many readings, a telegram of the meter would have come. */
  private static final int ENOUGH = 20;

  private final OutputInfo info;
  private final P1ServerSettings settings;
  private final OutputContext context;
  private final ServedMeter meter;
  private final TelegramServer server;
  private final Relay relay = new Relay();
  private volatile String installation = "";
  private volatile OutputHost host;
  private volatile Relayed relayed;
  private Optional<Finding> obstacle = Optional.empty();
  private long readings;

  /** A telegram that was passed on as it came, and when, by the steady clock. */
  private record Relayed(Telegram telegram, long since) {}

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
    this.host = host;
    installation = host.installation();
    meter.attach(host);
  }

  /** A port that cannot be opened is no reason to keep readings: see {@link #deliver}. */
  @Override
  public Optional<Finding> open() {
    try {
      server.open();
      obstacle = lack();
    } catch (IOException e) {
      obstacle = Optional.of(ServedFindings.port(listen(), e));
    }
    return Optional.empty();
  }

  /** What the meter lacks. Passes on what came on its line meanwhile. */
  private Optional<Finding> lack() {
    if (meter.isWithoutPower()) {
      return Optional.of(ServedFindings.NO_POWER.with("meter", settings.served().meter()));
    }
    if (!settings.relay()) {
      return Optional.empty();
    }
    passOn();
    boolean nothing = readings > ENOUGH && meter.now().isPresent() && telegram().isEmpty();
    return nothing
        ? Optional.of(P1ServerFindings.NOTHING_TO_RELAY.with("meter", settings.served().meter()))
        : Optional.empty();
  }

  private void passOn() {
    Optional<Snapshot> now = meter.now();
    Optional<byte[]> agreed = meter.newest().filter(r -> now.isPresent()).flatMap(relay::agreed);
    if (agreed.isPresent()) {
      boolean whole = settings.served().meterNumber();
      byte[] bytes = whole ? agreed.get() : Relay.masked(agreed.get(), installation);
      relayed = new Relayed(new Telegram(now.get().number(), bytes), context.time().nanos());
      server.send(relayed.telegram());
    }
  }

  @Override
  public boolean wantsRaw() {
    return settings.relay();
  }

  /** The reading of the same bytes is there already, or comes in a moment. */
  @Override
  public void publishRaw(String name, byte[] bytes) {
    OutputHost runner = host;
    if (settings.relay() && name.equals(settings.served().meter()) && runner != null) {
      relay.take(bytes);
      runner.wake();
    }
  }

  @Override
  public Delivery deliver(List<StoredReading> batch) {
    if (meter.take(batch)) {
      readings++;
      if (settings.relay()) {
        passOn();
      } else {
        telegram().ifPresent(server::send);
      }
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
    if (settings.relay()) {
      Relayed last = relayed;
      Optional<Duration> limit = meter.limit();
      return last != null
              && limit.isPresent()
              && context.time().nanos() - last.since() <= limit.get().toNanos()
              && meter.now().isPresent()
          ? Optional.of(last.telegram())
          : Optional.empty();
    }
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
