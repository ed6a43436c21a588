// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.output.mqtt;

import static org.metergate.core.output.mqtt.MqttConnection.PATIENCE;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metergate.core.journal.StoredReading;
import org.metergate.core.output.Delivery;
import org.metergate.core.output.HealthOutlet;
import org.metergate.core.output.Output;
import org.metergate.core.output.OutputContext;
import org.metergate.core.output.StateJson;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.reading.Reading;

/** Delivers readings to one MQTT broker. */
public final class MqttOutput implements Output, HealthOutlet {
  private static final String ONLINE = "online";
  private static final String OFFLINE = "offline";
  private static final Duration GOODBYE = Duration.ofSeconds(1);

  private final String name;
  private final MqttSettings settings;
  private final OutputContext context;
  private final Topics topics;
  private final RetainedTopics retained = new RetainedTopics();
  private final Map<String, MeterInfo> infos = new HashMap<>();
  private volatile Runnable wake = () -> {};
  private MqttConnection connection;

  MqttOutput(String name, MqttSettings settings, OutputContext context) {
    this.name = name;
    this.settings = settings;
    this.context = context;
    this.topics = new Topics(settings.baseTopic(), context.gateway());
    retained.set(topics.bridgeState(), ONLINE);
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
  public Duration every() {
    return settings.every();
  }

  @Override
  public void whenChanged(Runnable wake) {
    this.wake = wake;
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
    if (connection == null) {
      Publication will = Publication.retained(topics.bridgeState(), OFFLINE);
      try {
        connection = MqttConnection.open(settings, will, () -> wake.run());
      } catch (MqttConnection.Refused e) {
        return Optional.of(e.finding());
      }
    }
    List<Publication> unsent = retained.takeUnsent();
    return connection.publish(unsent, PATIENCE) < unsent.size()
        ? Optional.of(fail())
        : Optional.empty();
  }

  @Override
  public Delivery deliver(List<StoredReading> batch) throws InterruptedException {
    List<Publication> publications = new ArrayList<>();
    List<Integer> ends = new ArrayList<>();
    for (StoredReading stored : batch) {
      learn(stored.reading());
      publications.addAll(retained.takeUnsent());
      publications.add(Publication.passing(topic(stored.reading()), StateJson.of(stored)));
      ends.add(publications.size());
    }
    int acknowledged = connection.publish(publications, PATIENCE);
    if (acknowledged == publications.size()) {
      return new Delivery.Done(batch.size());
    }
    int delivered = (int) ends.stream().filter(end -> end <= acknowledged).count();
    return new Delivery.TryAgain(delivered, fail());
  }

  private void learn(Reading reading) {
    String meter = reading.meter().displayName();
    MeterInfo info = infos.computeIfAbsent(meter, unknown -> new MeterInfo());
    if (info.learn(reading)) {
      retained.set(topics.info(meter), info.json(meter));
    }
  }

  /** A reading that was held back must not be taken for the present state. */
  private String topic(Reading reading) {
    String meter = reading.meter().displayName();
    return isOld(reading) ? topics.backlog(meter) : topics.state(meter);
  }

  private boolean isOld(Reading reading) {
    return !context.isCurrent(reading);
  }

  /** Gives the connection up and says why; all that is retained is sent again on the next. */
  private Finding fail() {
    Finding fault = connection.fault(topics.all());
    connection.drop();
    connection = null;
    retained.forgetSent();
    return fault;
  }

  @Override
  public void close() {
    if (connection == null) {
      return;
    }
    try {
      Publication offline = Publication.retained(topics.bridgeState(), OFFLINE);
      connection.publish(List.of(offline), GOODBYE);
      connection.close();
    } catch (InterruptedException e) {
      connection.drop(); // the broker publishes the last will instead
    }
    connection = null;
  }
}
