// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.time.Duration;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttToken;
import org.junit.jupiter.api.Test;

class AcksTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private final Acks acks = new Acks();

  @Test
  void countsOnlyWhatIsAcknowledgedWithoutAGap() throws Exception {
    acks.onSuccess(token(0));
    acks.onSuccess(token(2));
    assertEquals(1, acks.await(3, Duration.ofMillis(20)));
    acks.onSuccess(token(1));
    assertEquals(3, acks.await(3, LONG));
    assertEquals(0, acks.await(0, LONG));
  }

  @Test
  void endsTheWaitWhenOneFails() throws Exception {
    IOException why = new IOException("broken pipe");
    Thread other =
        new Thread(
            () -> {
              acks.onSuccess(token(0));
              acks.onFailure(token(1), why);
              acks.onFailure(token(2), new IOException("later"));
            });
    other.start();
    assertEquals(1, acks.await(3, LONG));
    other.join();
    assertEquals(why, acks.failure());
  }

  @Test
  void losesPatienceWhenNothingIsAcknowledged() throws Exception {
    assertEquals(0, acks.await(1, Duration.ofMillis(30)));
  }

  @Test
  void canBeInterrupted() {
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, () -> acks.await(1, LONG));
  }

  private static IMqttToken token(int number) {
    MqttToken token = new MqttToken("test");
    token.setUserContext(number);
    return token;
  }
}
