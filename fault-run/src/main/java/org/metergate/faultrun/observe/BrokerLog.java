// SPDX-License-Identifier: Apache-2.0
package org.metergate.faultrun.observe;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.metergate.faultrun.evidence.Place;
import org.metergate.testing.MosquittoBroker;
import org.metergate.testing.MqttSubscriber;

/** A real Mosquitto behind a gate, with a subscriber that reaches it past the gate. */
public final class BrokerLog implements AutoCloseable {
  private static final String TOPIC = "metergate/faults/";

  private static final long OFTEN = 5_000_000L;

  private final MosquittoBroker broker;
  private final MqttSubscriber subscriber;
  private final Gate gate;
  private final SightingLog log;

  /**
   * Starts the broker; where there is none, JUnit's exception for skipped tests says so.
   *
   * @param folder for its files.
   */
  public BrokerLog(Path folder, SightingLog log) throws Exception {
    this.log = log;
    broker = new MosquittoBroker(folder).start();
    subscriber = new MqttSubscriber(broker.port());
    gate = new Gate(broker.port());
    Thread thread = new Thread(this::read, "broker-log");
    thread.setDaemon(true);
    thread.start();
  }

  private void read() {
    while (!subscriber.isDisconnected()) {
      for (MqttSubscriber.Message message : subscriber.rest()) {
        take(message);
      }
      LockSupport.parkNanos(OFTEN); // the times of arrival need not be better than that
    }
  }

  private void take(MqttSubscriber.Message message) {
    String[] words = message.topic().split("/");
    boolean present = message.topic().endsWith("/state");
    boolean reading = present || message.topic().endsWith("/backlog");
    if (message.topic().startsWith(TOPIC) && reading && !words[2].equals("bridge")) {
      log.addJson(Place.MQTT, words[2], message.payload(), present);
    }
  }

  /** Returns the gate to the broker. */
  public Gate gate() {
    return gate;
  }

  @Override
  public void close() throws IOException {
    gate.close();
    try {
      subscriber.close();
    } catch (MqttException e) {
      throw new IOException(e);
    }
    broker.close();
  }
}
