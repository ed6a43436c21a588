// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.output.mqtt;

import static org.metergate.core.output.mqtt.MqttConnection.PATIENCE;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Predicate;
import org.metergate.core.journal.StoredReading;
import org.metergate.core.output.Delivery;
import org.metergate.core.output.HealthOutlet;
import org.metergate.core.output.Output;
import org.metergate.core.output.OutputContext;
import org.metergate.core.output.RawOutlet;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Origin;

/** Delivers readings to one MQTT broker. */
public final class MqttOutput implements Output, HealthOutlet, RawOutlet {
  private static final String ONLINE = "online";
  private static final String OFFLINE = "offline";
  private static final Duration GOODBYE = Duration.ofSeconds(1);

  /** What is published must come back within this time. */
  private static final Duration CONFIRMATION = Duration.ofSeconds(5);

  /** What a broker that saves after each change can lose when it is killed, and much more. */
  private static final Duration FORGETS = Duration.ofSeconds(10);

  /** Home Assistant needs a moment after its birth until it listens to the states of devices. */
  private static final Duration INFANCY = Duration.ofSeconds(5);

  /** Bursts of lines that wait; more are thrown away. */
  private static final int MOST_RAW = 100;

  private final String name;
  private final MqttSettings settings;
  private final OutputContext context;
  private final Topics topics;
  private final RetainedTopics retained = new RetainedTopics();
  private final Incoming incoming = new Incoming();
  private final BlockingQueue<Publication> raw = new ArrayBlockingQueue<>(MOST_RAW);
  private final PresentStates present = new PresentStates();
  private final KnownMeters known;
  private final ReadingMessages messages;
  private volatile Runnable wake = () -> {};
  private volatile boolean connected;
  private MqttConnection connection;
  private long acknowledged;
  private long birth;
  private boolean born;

  MqttOutput(String name, MqttSettings settings, OutputContext context) {
    this.name = name;
    this.settings = settings;
    this.context = context;
    this.topics = new Topics(settings.baseTopic(), context.gateway());
    this.messages = new ReadingMessages(topics, settings.content().valueTopics());
    retained.set(topics.bridgeState(), ONLINE);
    known =
        new KnownMeters(
            topics,
            context.meters(),
            retained,
            Announcements.begin(topics, settings, context, retained));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String type() {
    return MqttOutputType.NAME;
  }

  @Override
  public void whenChanged(Runnable wake) {
    this.wake = wake;
  }

  @Override
  public void whenReplaced(Predicate<MeterRef> continued) {
    known.whenReplaced(continued);
  }

  @Override
  public void begins(long newest) {
    acknowledged = newest;
  }

  @Override
  public Duration every() {
    return settings.content().every();
  }

  @Override
  public Duration forgets() {
    return FORGETS;
  }

  /**
   * Publishes the gateway's health on {@code .../bridge/health}, retained; now, or as soon as there
   * is a connection. Any thread; returns at once.
   *
   * @param json one JSON object; what was published before is not repeated.
   */
  @Override
  public void publishHealth(String json) {
    setRetained(topics.bridgeHealth(), json);
  }

  /**
   * Publishes whether a meter is heard, on {@code .../<meter>/availability}, retained; now, or as
   * soon as there is a connection. Any thread; returns at once.
   *
   * @param meter the name of the meter or sub-meter.
   * @param online whether it is.
   */
  @Override
  public void publishAvailability(String meter, boolean online) {
    setRetained(topics.availability(meter), online ? ONLINE : OFFLINE);
  }

  @Override
  public void publishRaw(String meter, byte[] bytes) {
    if (settings.content().raw() && connected && raw.offer(rawMessage(meter, bytes))) {
      wake.run();
    }
  }

  private Publication rawMessage(String meter, byte[] bytes) {
    return Publication.passing(topics.raw(meter), HexFormat.of().withUpperCase().formatHex(bytes));
  }

  private void setRetained(String topic, String payload) {
    if (retained.set(topic, payload)) {
      wake.run();
    }
  }

  @Override
  public Optional<Finding> prepare() throws InterruptedException {
    if (connection != null && !connection.isUp()) {
      return Optional.of(fail()); // the reconnection waits for its back-off
    }
    boolean fresh = connection == null;
    if (fresh) {
      Optional<Finding> obstacle = connect();
      if (obstacle.isPresent()) {
        return obstacle;
      }
    }
    known.look();
    for (Incoming.Message message : incoming.take()) {
      if (known.hear(message)) {
        born = true;
        birth = context.time().nanos();
      }
    }
    List<Publication> unsent = retained.takeUnsent();
    raw.drainTo(unsent);
    if (connection.publish(unsent, PATIENCE) < unsent.size()) {
      return Optional.of(fail());
    }
    Optional<Finding> refused = fresh && settings.confirm() ? confirm() : Optional.empty();
    connected = refused.isEmpty();
    return refused;
  }

  private Optional<Finding> connect() throws InterruptedException {
    incoming.watchFor(
        message ->
            !message.retained()
                && message.topic().equals(topics.bridgeState())
                && message.payload().equals(ONLINE));
    try {
      Publication will = Publication.retained(topics.bridgeState(), OFFLINE);
      connection = MqttConnection.open(settings, will, incoming, () -> wake.run());
    } catch (MqttConnection.Refused e) {
      return Optional.of(e.finding());
    }
    List<String> filters = new ArrayList<>(known.filters());
    filters.add(topics.bridgeState());
    List<String> refused = connection.subscribe(filters);
    if (!connection.isUp()) {
      return Optional.of(fail());
    }
    return settings.confirm() && refused.contains(topics.bridgeState())
        ? Optional.of(refuseTopic())
        : Optional.empty();
  }

  /**
   * Makes sure that the broker passes on what it takes. A broker that speaks MQTT 3.1.1 has no way
   * to say that a topic is refused: Mosquitto acknowledges the message and drops it.
   */
  private Optional<Finding> confirm() throws InterruptedException {
    if (incoming.awaitWatched(CONFIRMATION)) {
      return Optional.empty();
    }
    return Optional.of(connection.isUp() ? refuseTopic() : fail());
  }

  private Finding refuseTopic() {
    drop();
    return MqttFindings.TOPIC_REFUSED.with(
        "broker", settings.broker(), "user", settings.user(), "topic", topics.all());
  }

  @Override
  public Delivery deliver(List<StoredReading> batch) throws InterruptedException {
    List<Publication> publications = new ArrayList<>();
    List<Integer> ends = new ArrayList<>();
    for (StoredReading stored : batch) {
      known.learn(stored.reading());
      publications.addAll(retained.takeUnsent());
      boolean isPresent = stored.id() > acknowledged && context.isCurrent(stored.reading());
      if (stored.reading().origin() == Origin.LIVE) {
        present.sent(stored, isPresent);
      }
      publications.addAll(messages.of(stored, isPresent));
      ends.add(publications.size());
    }
    int arrived = connection.publish(publications, PATIENCE);
    int delivered = (int) ends.stream().filter(end -> end <= arrived).count();
    if (delivered > 0) {
      acknowledged = Math.max(acknowledged, batch.get(delivered - 1).id());
    }
    return arrived == publications.size()
        ? new Delivery.Done(batch.size())
        : new Delivery.TryAgain(delivered, fail());
  }

  @Override
  public Optional<Finding> caughtUp() throws InterruptedException {
    List<StoredReading> states = present.unshown();
    if (born && context.time().nanos() - birth >= INFANCY.toNanos()) {
      states = present.all();
    }
    List<Publication> publications = new ArrayList<>();
    for (StoredReading stored : states) {
      if (context.isCurrent(stored.reading())) {
        publications.addAll(messages.of(stored, true));
      }
    }
    if (connection.publish(publications, PATIENCE) < publications.size()) {
      return Optional.of(fail());
    }
    born &= context.time().nanos() - birth < INFANCY.toNanos();
    present.shown();
    return Optional.empty();
  }

  /** Gives the connection up and says why; all that is retained is sent again on the next. */
  private Finding fail() {
    Finding fault = connection.fault(topics.all());
    drop();
    return fault;
  }

  private void drop() {
    connected = false;
    raw.clear();
    connection.drop();
    connection = null;
    retained.forgetSent();
  }

  @Override
  public void close() {
    if (connection == null) {
      return;
    }
    try {
      connection.unsubscribe();
      Publication offline = Publication.retained(topics.bridgeState(), OFFLINE);
      connection.publish(List.of(offline), GOODBYE);
      connection.close();
    } catch (InterruptedException e) {
      connection.drop(); // the broker publishes the last will instead
    }
    connection = null;
  }
}
