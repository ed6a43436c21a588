// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.system;

import java.nio.file.Path;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.metergate.testing.MosquittoBroker;
import org.metergate.testing.PtyPair;

/** What stands around a gateway under test: a cable, a broker, and somebody who listens to it. */
final class GatewayRig implements AutoCloseable {
  final PtyPair cable;
  final MosquittoBroker broker;
  final ReadingSubscriber readingSubscriber;
  private final Path folder;

  private GatewayRig(
      Path folder, PtyPair cable, MosquittoBroker broker, ReadingSubscriber readingSubscriber) {
    this.folder = folder;
    this.cable = cable;
    this.broker = broker;
    this.readingSubscriber = readingSubscriber;
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
    readingSubscriber.close();
    broker.close();
    cable.close();
  }
}
