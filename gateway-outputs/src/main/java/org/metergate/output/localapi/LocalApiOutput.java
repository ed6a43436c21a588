// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.localapi;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
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
import org.metergate.output.mdns.Announcer;
import org.metergate.output.p1server.Profile;
import org.metergate.output.p1server.TelegramWriter;
import org.metergate.output.served.Listen;
import org.metergate.output.served.MeterUse;
import org.metergate.output.served.ServedFindings;
import org.metergate.output.served.ServedMeter;
import org.metergate.output.served.ServingOutput;
import org.metergate.output.served.Snapshot;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.reading.MeterRef;
import org.metergate.value.ReadingView;
import org.metergate.value.Units;

/**
 * Answers clients that ask for the present values of one meter. Nobody is waited for: a reading is
 * delivered when it is known here.
 */
public final class LocalApiOutput implements Output, PresentOutput, ServingOutput {
  private static final System.Logger LOG = System.getLogger(LocalApiOutput.class.getName());
  private static final Duration LONGEST_RETRY = Duration.ofMinutes(1);

  /** So many readings without a current are not a list that comes between others. */
  private static final int ENOUGH = 5;

  private static final long LOG_EVERY = Duration.ofMinutes(1).toNanos();

  private final OutputInfo info;
  private final LocalApiSettings settings;
  private final OutputContext context;
  private final ServedMeter meter;
  private final MinuteMean mean = new MinuteMean();
  private OutputHost host;
  private LocalServer server;
  private Optional<Finding> obstacle = Optional.empty();
  private volatile Announcer announcer;
  private int withoutCurrent;
  private long identifiedAt;
  private boolean identifiedEver;

  LocalApiOutput(String name, LocalApiSettings settings, OutputContext context) {
    this.info =
        new OutputInfo(
            name,
            LocalApiOutputType.NAME,
            Duration.ZERO,
            Duration.ZERO,
            new ReadingView(Units.METER, true));
    this.settings = settings;
    this.context = context;
    this.meter = new ServedMeter(settings.served(), context);
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
    meter.attach(host);
  }

  /** A port that cannot be opened is no reason to keep readings: see {@link #deliver}. */
  @Override
  public Optional<Finding> open() {
    try {
      if (server == null) {
        Identity identity = Identity.of(host.installation(), info.name());
        server = new LocalServer(listen(), new Answers(identity, source(identity)), hosts());
        announce(identity);
      }
      obstacle = meter.isWithoutPower() ? Optional.of(noPower()) : Optional.empty();
    } catch (IOException e) {
      obstacle = Optional.of(ServedFindings.port(listen(), e));
    }
    return Optional.empty();
  }

  private Finding noPower() {
    return ServedFindings.NO_POWER.with("meter", settings.served().meter());
  }

  private Answers.Source source(Identity identity) {
    return new Answers.Source(
        meter::now,
        snapshot -> DataJson.of(snapshot, identity, context.zone()),
        snapshot -> EnergyJson.of(snapshot, mean.at(context.time().nanos())),
        snapshot -> Optional.of(TelegramWriter.write(snapshot, form())),
        this::retryAfter,
        this::identified);
  }

  private TelegramWriter.Form form() {
    return new TelegramWriter.Form(
        settings.served().meter(), Profile.DSMR5, context.zone(), true, host.installation());
  }

  /** Returns in seconds how soon the next reading may be expected. */
  private long retryAfter() {
    Duration usual =
        context
            .interval(MeterRef.of(settings.served().meter(), ""))
            .filter(it -> it.compareTo(LONGEST_RETRY) < 0)
            .orElse(LONGEST_RETRY);
    return Math.max(1, usual.toSeconds());
  }

  /** There is no lamp to blink; the log says which of the outputs was meant. */
  private synchronized void identified() {
    long now = System.nanoTime();
    if (!identifiedEver || now - identifiedAt >= LOG_EVERY) {
      identifiedEver = true;
      identifiedAt = now;
      LOG.log(
          System.Logger.Level.INFO,
          "A client asks which device this is: the output '"
              + info.name()
              + "' of the meter '"
              + settings.served().meter()
              + "'");
    }
  }

  private HostRule hosts() {
    return new HostRule(
        listen()::admits,
        () -> {
          Announcer present = announcer;
          return present == null ? List.of() : present.hostNames();
        });
  }

  private void announce(Identity identity) {
    if (settings.announce().isEmpty()) {
      return;
    }
    try {
      announcer =
          new Announcer(
              settings.announce().stream()
                  .map(one -> one.service(identity, listen().port()))
                  .toList(),
              this::isReachable,
              listen()::admits);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "Multicast DNS is not possible: " + e.getMessage());
    }
  }

  /** Returns whether clients reach the port at an address of this machine. */
  private boolean isReachable(InetAddress address) {
    InetAddress own = listen().address();
    return own.isAnyLocalAddress()
        ? !address.isLoopbackAddress() && listen().admits(address)
        : own.equals(address);
  }

  @Override
  public Delivery deliver(List<StoredReading> batch) {
    if (meter.take(batch)) {
      Optional<Snapshot> now = meter.now();
      Optional<BigDecimal> power = now.flatMap(it -> Powers.net(it, ""));
      if (power.isPresent()) {
        long at = context.time().nanos() - now.get().age().toNanos();
        mean.add(power.get(), at, meter.limit().orElse(Duration.ZERO));
      }
      now.ifPresent(this::lookForCurrents);
    }
    return obstacle.isPresent()
        ? new Delivery.TryAgain(batch.size(), obstacle.get())
        : new Delivery.Done(batch.size());
  }

  /** Says once what some clients make of a meter without currents. */
  private void lookForCurrents(Snapshot now) {
    if (now.values().keySet().stream().anyMatch(it -> it.startsWith("current_l"))) {
      withoutCurrent = ENOUGH + 1; // there are some
    } else if (withoutCurrent <= ENOUGH && ++withoutCurrent == ENOUGH) {
      LOG.log(
          System.Logger.Level.WARNING,
          "Output " + info.name() + ": " + withoutCurrents(settings.served().meter()));
      withoutCurrent++;
    }
  }

  /**
   * Returns what some clients make of a meter that sends no currents.
   *
   * @param meter its name.
   * @return a sentence.
   */
  public static String withoutCurrents(String meter) {
    return "The meter '"
        + meter
        + "' sends no currents of phases, and none are served; evcc, and chargers that limit the"
        + " current of the house, take an absent current for 0 A. Do not let them limit by this"
        + " meter; evcc knows the difference when it reads p1-server.";
  }

  @Override
  public Optional<Finding> caughtUp() {
    return obstacle;
  }

  @Override
  public void close() {
    if (announcer != null) {
      announcer.close();
      announcer = null;
    }
    if (server != null) {
      server.close();
      server = null;
    }
  }
}
