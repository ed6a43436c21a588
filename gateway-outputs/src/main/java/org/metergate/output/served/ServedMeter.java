// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.served;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.metergate.journal.History;
import org.metergate.journal.JournalException;
import org.metergate.journal.StoredReading;
import org.metergate.output.OutputContext;
import org.metergate.output.OutputHost;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Reading;

/**
 * The meter that an output serves, with its sub-meters and channels, as it is now. It is stale when
 * its newest power is older than twice the meter's usual interval, 15 s at least; then there is
 * nothing to serve. {@link #attach} and {@link #take} are called on the output's thread, {@link
 * #now} on any.
 */
public final class ServedMeter {
  private static final Duration SHORTEST_LIMIT = Duration.ofSeconds(15);

  /** So many readings without a power are not a list that comes between others. */
  private static final int ENOUGH = 3;

  /** How far back a start looks: nothing older is fresh. */
  private static final Duration BEFORE_START = Duration.ofHours(3);

  private final ServedSettings settings;
  private final OutputContext context;
  private final HeldValues own;
  private final Map<String, HeldValues> others = new LinkedHashMap<>();
  private final Map<String, MeterRef> refs = new HashMap<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private OutputHost host;
  private long count;
  private int withoutPower;
  private Optional<Reading> newest = Optional.empty();

  /**
   * Knows nothing yet.
   *
   * @param settings which meter.
   * @param context its interval and the clocks.
   */
  public ServedMeter(ServedSettings settings, OutputContext context) {
    this.settings = settings;
    this.context = context;
    this.own = new HeldValues(context.zone());
  }

  /**
   * Takes from the journal what is still fresh.
   *
   * @param host of the output.
   * @throws JournalException when the journal cannot be read.
   */
  public synchronized void attach(OutputHost host) throws JournalException {
    this.host = host;
    Instant now = context.time().now();
    History history = host.history();
    for (String meter : history.meters()) {
      if (!mayBeServed(meter)) {
        continue;
      }
      UnaryOperator<Reading> view = host.viewOf(meter);
      history.readings(
          meter,
          now.minus(BEFORE_START),
          now.plusMillis(1),
          (at, stored) -> takeOld(view.apply(stored.reading()), now));
    }
  }

  /** By the name for people, which is a configured name or begins with one. */
  private boolean mayBeServed(String meter) {
    return meter.equals(settings.meter())
        || meter.startsWith(settings.meter() + "-")
        || settings.channels().contains(meter);
  }

  private void takeOld(Reading reading, Instant now) {
    Optional<Duration> interval = context.interval(reading.meter());
    if (interval.isPresent()
        && reading.origin() == Origin.LIVE
        && !reading.receivedAt().isAfter(now)) {
      hold(reading, now);
    }
  }

  /**
   * Takes what is present from a batch that is delivered.
   *
   * @param batch in the output's view, with derived quantities.
   * @return whether it showed a new power of the meter, so that {@link #now} tells something new.
   */
  public synchronized boolean take(List<StoredReading> batch) {
    Instant now = context.time().now();
    boolean news = false;
    for (StoredReading stored : batch) {
      Reading reading = stored.reading();
      if (context.isCurrent(reading) && host.isPresent(stored)) {
        news |= hold(reading, now);
      }
    }
    return news;
  }

  private boolean hold(Reading reading, Instant now) {
    MeterRef meter = reading.meter();
    boolean itself = meter.subMeter().isEmpty() && meter.name().equals(settings.meter());
    boolean below = !meter.subMeter().isEmpty() && meter.name().equals(settings.meter());
    boolean named = meter.subMeter().isEmpty() && settings.channels().contains(meter.name());
    if (!itself && !below && !named) {
      return false;
    }
    Duration age = Duration.between(reading.receivedAt(), now);
    long since = context.time().nanos() - (age.isNegative() ? 0 : age.toNanos());
    if (!itself) {
      refs.put(meter.displayName(), meter);
      others
          .computeIfAbsent(meter.displayName(), name -> new HeldValues(context.zone()))
          .take(reading, since);
      return false;
    }
    own.take(reading, since);
    boolean power =
        reading.measurements().stream()
            .anyMatch(m -> m.value() != null && Snapshot.isPower(m.quantity().name()));
    count += power ? 1 : 0;
    newest = power ? Optional.of(reading) : newest;
    withoutPower += power || withoutPower == ENOUGH ? 0 : 1;
    return power;
  }

  /**
   * Returns how long a reading of the meter may be served.
   *
   * @return 15 s or longer; nothing where the meter is not configured any more.
   */
  public Optional<Duration> limit() {
    return context.interval(MeterRef.of(settings.meter(), "")).map(ServedMeter::limit);
  }

  private static Duration limit(Duration interval) {
    Duration twice = interval.multipliedBy(2);
    return twice.compareTo(SHORTEST_LIMIT) < 0 ? SHORTEST_LIMIT : twice;
  }

  /**
   * Returns the meter as it is now. Any thread.
   *
   * @return nothing where it is stale or shows no power.
   */
  public synchronized Optional<Snapshot> now() {
    long now = context.time().nanos();
    Optional<Duration> limit = limit();
    OptionalLong since = own.powerSince();
    if (limit.isEmpty() || since.isEmpty()) {
      return Optional.empty();
    }
    Duration age = Duration.ofNanos(now - since.getAsLong());
    if (age.compareTo(limit.get()) > 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Snapshot(
            count,
            own.powerAt().orElseThrow(),
            age,
            settings.meterNumber() ? own.identifier() : "",
            own.tariff(now, limit.get()),
            own.fresh(now, limit.get()),
            channels(now)));
  }

  /**
   * Returns whether the meter was heard again and again, and never with a power. Any thread.
   *
   * @return false as soon as there was one.
   */
  public synchronized boolean isWithoutPower() {
    return count == 0 && withoutPower == ENOUGH;
  }

  /**
   * Returns the newest reading that showed a power, stale or not. Any thread.
   *
   * @return as it was delivered.
   */
  public synchronized Optional<Reading> newest() {
    return newest;
  }

  /**
   * Returns how long the meter stays fresh if nothing more comes. Any thread.
   *
   * @return zero where it is stale already.
   */
  public synchronized Duration freshFor() {
    OptionalLong since = own.powerSince();
    Optional<Duration> limit = limit();
    if (since.isEmpty() || limit.isEmpty()) {
      return Duration.ZERO;
    }
    Duration left = limit.get().minus(Duration.ofNanos(context.time().nanos() - since.getAsLong()));
    return left.isNegative() ? Duration.ZERO : left;
  }

  private List<Channel> channels(long now) {
    List<Channel> channels = new ArrayList<>();
    others.forEach(
        (name, held) ->
            context
                .interval(refs.get(name))
                .map(ServedMeter::limit)
                .flatMap(limit -> channel(name, held, now, limit))
                .ifPresent(channels::add));
    channels.sort(Comparator.comparing(Channel::kind).thenComparing(Channel::number));
    return channels;
  }

  private Optional<Channel> channel(String name, HeldValues held, long now, Duration limit) {
    Map<String, ServedValue> fresh = held.fresh(now, limit);
    for (Channel.Kind kind : Channel.Kind.values()) {
      ServedValue value = fresh.get(kind.quantity());
      OptionalLong number = value == null ? OptionalLong.empty() : number(name, kind);
      if (number.isPresent()) {
        String identifier = settings.meterNumber() ? held.identifier() : "";
        return Optional.of(new Channel((int) number.getAsLong(), kind, name, identifier, value));
      }
    }
    return Optional.empty();
  }

  /** The first meter of a kind has the kind's channel, any other the next that no kind has. */
  private OptionalLong number(String name, Channel.Kind kind) {
    Integer known = numbers.get(name);
    if (known == null) {
      known = kind.channel();
      while (numbers.containsValue(known)) {
        known = Math.max(known + 1, Channel.Kind.values().length + 1);
      }
      if (known > Channel.MOST) {
        return OptionalLong.empty();
      }
      numbers.put(name, known);
    }
    return OptionalLong.of(known);
  }
}
