// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.system;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.spi.finding.Stage;

@Tag("pty")
@Tag("broker")
@Timeout(120)
class KeysIT {
  private static final Duration PACE = Duration.ofMillis(100);
  private static final String ENCRYPTION = "encryption-key";
  private static final String AUTHENTICATION = "authentication-key";
  private static final String[] METER = {"serial", "12345678"};

  @TempDir Path folder;
  private EmulatedTelegrams telegrams = new EmulatedTelegrams(METER);
  private final Map<String, String> options = telegrams.driverOptions();
  private final List<String> secrets = new ArrayList<>(telegrams.keys());
  private GatewayRig rig;
  private GatewayProcess gateway;
  private int sent;

  @BeforeEach
  void wire() throws Exception {
    rig = GatewayRig.setUp(folder);
  }

  @AfterEach
  void unwire() throws Exception {
    if (gateway != null) {
      gateway.close();
    }
    if (rig != null) {
      rig.close();
    }
  }

  private static Map<String, String> keysOfAnother() {
    return new EmulatedTelegrams("seed", "2").driverOptions();
  }

  /** Runs the gateway with the options until log and health contain a sentence. */
  private String awaitReported(String sentence) throws Exception {
    secrets.addAll(options.values().stream().filter(value -> value.length() == 32).toList());
    gateway = GatewayProcess.run(rig.file().options(options).write());
    String health;
    try (PtyMeter meter = PtyMeter.on(gateway, rig.cable, telegrams, PACE)) {
      gateway.awaitLine(sentence);
      health = rig.subscriber.await("bridge/health", sentence);
      gateway.awaitPassed(Stage.FRAMES, 20);
      meter.off();
      sent = meter.next();
    }
    assertEquals(1, gateway.output(sentence).size(), "reported once, then counted");
    return health;
  }

  /** Stops the gateway and checks the frames that it could not decrypt. */
  private void assertKept(int first) throws Exception {
    assertEquals(143, gateway.terminate());
    gateway.assertNoTracesOrSecrets(secrets);
    for (String secret : secrets) {
      assertFalse(
          rig.subscriber.messages().toString().toUpperCase().contains(secret), "published a key");
    }
    try (JournalCopy journal = JournalCopy.of(GatewayFile.journal(folder))) {
      List<byte[]> kept = journal.undecoded();
      // the last telegrams may have been on the line when the gateway was stopped
      assertTrue(kept.size() > 10 && first + kept.size() <= sent, kept.size() + " of " + sent);
      for (int i = 0; i < kept.size(); i++) {
        assertArrayEquals(telegrams.get(first + i), kept.get(i), "frame " + i);
      }
      assertEquals(first, journal.readings().size());
    }
    assertEquals(first, rig.subscriber.readings().size());
  }

  @Test
  void keysOfAnotherMeterAreToldAndTheFramesKept() throws Exception {
    options.putAll(keysOfAnother());
    String health =
        awaitReported("The keys do not fit meter 12345678; its messages are kept until the right");
    assertTrue(health.contains("Check that the keys are for the meter with this number"), health);
    assertTrue(rig.subscriber.await("main/availability", "offline").equals("offline"));
    assertKept(0);
  }

  @Test
  void missingKeysAreToldAndTheFramesKept() throws Exception {
    options.remove(ENCRYPTION);
    options.remove(AUTHENTICATION);
    awaitReported("Meter 12345678 sends encrypted messages, and no key is configured");
    assertKept(0);
  }

  @Test
  void wrongAuthenticationKeyIsToldAndTheFramesKept() throws Exception {
    options.put(AUTHENTICATION, keysOfAnother().get(AUTHENTICATION));
    awaitReported("The encryption key of meter 12345678 is right, but the authentication key does");
    assertKept(0);
  }

  @Test
  void renewedKeysAreToldFromTheFirstFrameOn() throws Exception {
    telegrams = new EmulatedTelegrams("serial", "12345678", "rekey", "renew", "rekey-after", "5");
    String health = awaitReported("The keys do not fit meter 12345678");
    assertTrue(health.contains("ask the grid company whether they were renewed"), health);
    assertKept(5);
  }

  @Test
  void swappedKeysAreReportedAndReadAllTheSame() throws Exception {
    options.put(ENCRYPTION, telegrams.driverOptions().get(AUTHENTICATION));
    options.put(AUTHENTICATION, telegrams.driverOptions().get(ENCRYPTION));
    String health = awaitReported("The two keys of meter 12345678 are swapped");
    assertTrue(
        health.contains("\"well\":true,\"state\":\"attention\",\"verdict\":\"main: "), health);
    assertEquals("12345678", rig.subscriber.awaitReadings(20).get(0).value("meter_number"));
    rig.subscriber.await("main/availability", "online");
    assertEquals(143, gateway.terminate());
    gateway.assertNoTracesOrSecrets(secrets);
    try (JournalCopy journal = JournalCopy.of(GatewayFile.journal(folder))) {
      assertEquals(List.of(), journal.undecoded());
    }
  }

  @Test
  void aMissingAuthenticationKeyIsToldAndReadAllTheSame() throws Exception {
    options.remove(AUTHENTICATION);
    String health = awaitReported("without the authentication key nothing proves that they come");
    assertTrue(
        health.contains("\"well\":true,\"state\":\"attention\",\"verdict\":\"main: "), health);
    rig.subscriber.awaitReadings(20);
    gateway.assertNoTracesOrSecrets(secrets);
  }
}
