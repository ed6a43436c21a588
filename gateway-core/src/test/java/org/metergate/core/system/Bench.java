// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.system;

import java.nio.file.Path;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.metergate.testing.MosquittoBroker;
import org.metergate.testing.PtyPair;

/** What stands around a gateway under test: a cable, a broker, and somebody who listens to it. */
final class Bench implements AutoCloseable {
  final PtyPair cable;
  final MosquittoBroker broker;
  final Ear ear;
  private final Path folder;

  private Bench(Path folder, PtyPair cable, MosquittoBroker broker, Ear ear) {
    this.folder = folder;
    this.cable = cable;
    this.broker = broker;
    this.ear = ear;
  }

  /** Sets everything up in the test's folder, or skips the test where a program is missing. */
  static Bench set(Path folder) throws Exception {
    PtyPair cable = PtyPair.plug(folder);
    try {
      MosquittoBroker broker = new MosquittoBroker(folder).start();
      return new Bench(folder, cable, broker, new Ear(broker.port()));
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
    ear.close();
    broker.close();
    cable.close();
  }
}
