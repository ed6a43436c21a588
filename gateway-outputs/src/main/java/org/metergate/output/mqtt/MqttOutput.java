// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.mqtt;

import static org.metergate.output.mqtt.MqttConnection.ACK_TIMEOUT;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.metergate.journal.StoredReading;
import org.metergate.output.Delivery;
import org.metergate.output.HealthSink;
import org.metergate.output.Output;
import org.metergate.output.OutputContext;
import org.metergate.output.OutputHost;
import org.metergate.output.OutputInfo;
import org.metergate.output.PresentOutput;
import org.metergate.output.RawSink;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.reading.Origin;
import org.metergate.value.ReadingView;

/** Delivers readings to one MQTT broker. */
public final class MqttOutput implements Output, PresentOutput, HealthSink, RawSink {
  private static final Duration DISCONNECT = Duration.ofSeconds(1);

  /** Much more than a broker that saves after each change can lose when it is killed. */
  private static final Duration UNCONFIRMED_WINDOW = Duration.ofSeconds(10);

  private final OutputInfo info;
  private final MqttSettings settings;
  private final OutputContext context;
  private final Topics topics;
  private final RetainedTopics retained = new RetainedTopics();
  private final Inbox inbox = new Inbox();
  private final MqttConnector mqttConnector;
  private final RawLines raw;
  private final HomeAssistantBirth homeAssistantBirth;
  private final LatestStates latest = new LatestStates();
  private final MeterRegistry registry;
  private final ReadingMessages messages;
  private volatile Runnable wake = () -> {};
  private MqttConnection connection;
  private Predicate<StoredReading> isPresent = stored -> true;

  MqttOutput(String name, MqttSettings settings, ReadingView view, OutputContext context) {
    this.info =
        new OutputInfo(
            name, MqttOutputType.NAME, settings.content().every(), UNCONFIRMED_WINDOW, view);
    this.settings = settings;
    this.context = context;
    this.topics = new Topics(settings.baseTopic(), context.gateway());
    this.mqttConnector = new MqttConnector(settings, topics, inbox);
    this.raw = new RawLines(topics, settings.content().raw());
    this.homeAssistantBirth = new HomeAssistantBirth(context.time());
    this.messages = new ReadingMessages(topics, settings.content().valueTopics());
    retained.set(topics.bridgeStatus(), MqttConnector.ONLINE);
    registry =
        new MeterRegistry(
            topics,
            context,
            retained,
            DiscoveryPublisher.create(topics, settings, context, retained),
            settings.content().retain()
                ? Optional.of(new LastValues(topics, retained))
                : Optional.empty());
  }

  @Override
  public OutputInfo info() {
    return info;
  }

  /** Whatever was published before this is sent by the first {@link #open}, which follows it. */
  @Override
  public void attach(OutputHost host) {
    wake = host::wake;
    registry.whenReplaced(host::continues);
    isPresent = host::isPresent;
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
   * Publishes whether a meter is online, on {@code .../<meter>/availability}, retained; now, or as
   * soon as there is a connection. Any thread; returns at once.
   *
   * @param meter the name of the meter or sub-meter.
   * @param online whether it is.
   */
  @Override
  public void publishAvailability(String meter, boolean online) {
    setRetained(topics.availability(meter), online ? MqttConnector.ONLINE : MqttConnector.OFFLINE);
  }

  @Override
  public boolean wantsRaw() {
    return raw.isWanted();
  }

  @Override
  public void publishRaw(String meter, byte[] bytes) {
    if (raw.publish(meter, bytes)) {
      wake.run();
    }
  }

  private void setRetained(String topic, String payload) {
    if (retained.set(topic, payload)) {
      wake.run();
    }
  }

  @Override
  public Optional<Finding> open() throws InterruptedException {
    if (connection != null && !connection.isUp()) {
      return Optional.of(fail()); // the reconnection waits for its back-off
    }
    boolean fresh = connection == null;
    if (fresh) {
      try {
        connection = mqttConnector.open(registry.filters(), () -> wake.run());
      } catch (ConnectionRefused e) {
        return Optional.of(e.finding());
      }
    }
    registry.look();
    receive();
    List<Publication> unsent = retained.takeUnsent();
    raw.drainTo(unsent);
    if (connection.publish(unsent, ACK_TIMEOUT) < unsent.size()) {
      return Optional.of(fail());
    }
    Optional<Finding> refused = fresh ? mqttConnector.confirm(connection) : Optional.empty();
    if (refused.isPresent()) {
      drop();
    } else {
      raw.open();
      receive(); // what was retained is known before the first reading is sent
    }
    return refused;
  }

  private void receive() {
    for (Inbox.Message message : inbox.take()) {
      if (registry.receive(message)) {
        homeAssistantBirth.happened();
      }
    }
  }

  @Override
  public Delivery deliver(List<StoredReading> batch) throws InterruptedException {
    List<Publication> publications = new ArrayList<>();
    List<Integer> ends = new ArrayList<>();
    for (StoredReading stored : batch) {
      boolean first = isPresent.test(stored);
      registry.learn(stored.reading(), first);
      publications.addAll(retained.takeUnsent());
      boolean present = first && context.isCurrent(stored.reading());
      if (stored.reading().origin() == Origin.LIVE) {
        latest.sent(stored, present);
      }
      publications.addAll(messages(stored, present));
      ends.add(publications.size());
    }
    registry.learnedAll();
    publications.addAll(retained.takeUnsent());
    int arrived = connection.publish(publications, ACK_TIMEOUT);
    int delivered = (int) ends.stream().filter(end -> end <= arrived).count();
    return arrived == publications.size()
        ? new Delivery.Done(batch.size())
        : new Delivery.TryAgain(delivered, fail());
  }

  @Override
  public Optional<Finding> caughtUp() throws InterruptedException {
    boolean afterBirth = homeAssistantBirth.wantsStates();
    List<StoredReading> states = afterBirth ? latest.all() : latest.unshown();
    List<Publication> publications = new ArrayList<>();
    for (StoredReading stored : states) {
      if (context.isCurrent(stored.reading())) {
        publications.addAll(messages(stored, true));
      }
    }
    if (connection.publish(publications, ACK_TIMEOUT) < publications.size()) {
      return Optional.of(fail());
    }
    if (afterBirth) {
      homeAssistantBirth.statesSent();
    }
    latest.shown();
    return Optional.empty();
  }

  private List<Publication> messages(StoredReading stored, boolean asState) {
    List<Publication> all =
        new ArrayList<>(messages.of(stored, asState, registry.meterId(stored.reading())));
    if (asState) {
      all.addAll(registry.plainValues(stored.reading()));
    }
    return all;
  }

  /** Abandons the connection and returns why; everything retained is sent again on the next one. */
  private Finding fail() {
    Finding fault = connection.fault(topics.all());
    drop();
    return fault;
  }

  private void drop() {
    raw.close();
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
      Publication offline = Publication.retained(topics.bridgeStatus(), MqttConnector.OFFLINE);
      connection.publish(List.of(offline), DISCONNECT);
      connection.close();
    } catch (InterruptedException e) {
      connection.drop(); // the broker publishes the last will instead
    }
    connection = null;
  }
}
