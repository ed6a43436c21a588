// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.system;

import java.nio.file.Path;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.metergate.testing.MosquittoBroker;
import org.metergate.testing.PtyPair;

/** The surroundings of a gateway under test: a cable, a broker, and a subscriber to that broker. */
final class GatewayRig implements AutoCloseable {
  final PtyPair cable;
  final MosquittoBroker broker;
  final ReadingSubscriber subscriber;
  private final Path folder;

  private GatewayRig(
      Path folder, PtyPair cable, MosquittoBroker broker, ReadingSubscriber subscriber) {
    this.folder = folder;
    this.cable = cable;
    this.broker = broker;
    this.subscriber = subscriber;
  }

  /** Sets everything up in the test's folder, or skips the test where a program is missing. */
  static GatewayRig setUp(Path folder) throws Exception {
    PtyPair cable = PtyPair.plug(folder);
    try {
      MosquittoBroker broker = new MosquittoBroker(folder).start();
      return new GatewayRig(folder, cable, broker, new ReadingSubscriber(broker.port()));
    } catch (Exception | Error e) {
      cable.close();
      throw e;
    }
  }

  /** A configuration with the meter at the cable and the broker as output. */
  GatewayFile file() {
    return GatewayFile.of(folder, "serial:" + cable.gateway()).broker(broker.port());
  }

  @Override
  public void close() throws MqttException {
    subscriber.close();
    broker.close();
    cable.close();
  }
}
