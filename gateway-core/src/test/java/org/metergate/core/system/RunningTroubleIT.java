// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.spi.finding.Stage;
import org.metergate.testing.Await;
import org.metergate.testing.MosquittoBroker;
import org.metergate.testing.PtyPair;

/** What may recover by itself or be repaired does not end the gateway: it is reported. */
@Tag("pty")
@Timeout(120)
class RunningTroubleIT {
  private static final Duration PACE = Duration.ofMillis(100);
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir Path folder;
  private final EmulatedTelegrams telegrams = new EmulatedTelegrams("serial", "12345678");

  private GatewayFile file(PtyPair cable) {
    return GatewayFile.of(folder, "serial:" + cable.gateway()).options(telegrams.driverOptions());
  }

  @Test
  void aMissingPortIsToldAndReadAsSoonAsItIsThere() throws Exception {
    try (PtyPair cable = PtyPair.plug(folder)) {
      cable.unplug();
      try (GatewayProcess gateway = GatewayProcess.run(file(cable).page(0).write())) {
        String line = gateway.awaitLine("WARNING main: There is no device " + cable.gateway());
        assertTrue(line.contains(". Plug the cable or USB adapter in, and look with "), line);
        String health = gateway.page("/health");
        assertTrue(health.startsWith("503 "), health);
        assertTrue(health.contains("There is no device " + cable.gateway()), health);
        cable.plugIn();
        try (PtyMeter meter = PtyMeter.on(cable, telegrams, PACE)) {
          Await.until(
              "the page says that all is well",
              LIMIT,
              () -> gateway.page("/health").startsWith("200 "));
          assertTrue(meter.next() > 0);
        }
        assertEquals(1, gateway.output("WARNING").size(), gateway.output()::toString);
        gateway.assertNoTracesOrSecrets(telegrams.keys());
      }
    }
  }

  @Test
  void aPortWithoutPermissionIsToldAndReadOnceItIsGiven() throws Exception {
    List<String> unprivileged = withoutFileCapabilities();
    try (PtyPair cable = PtyPair.plug(folder)) {
      Path device = cable.gateway().toRealPath();
      Files.setPosixFilePermissions(device, PosixFilePermissions.fromString("---------"));
      try (GatewayProcess gateway =
          GatewayProcess.runThrough(unprivileged, file(cable).page(0).write())) {
        String line = gateway.awaitLine("may not open " + cable.gateway() + ".");
        assertTrue(line.contains("'sudo usermod -aG dialout USER'"), line);
        Files.setPosixFilePermissions(device, PosixFilePermissions.fromString("rw-------"));
        try (PtyMeter meter = PtyMeter.on(cable, telegrams, PACE)) {
          gateway.awaitLine("INFO main: over: The user who runs this program may not open");
          assertTrue(meter.next() >= 0);
        }
        assertEquals(1, gateway.output("WARNING").size(), gateway.output()::toString);
      }
    }
  }

  /** Root may open every file; a wrapper program drops that capability. */
  private static List<String> withoutFileCapabilities() {
    if (!System.getProperty("user.name").equals("root")) {
      return List.of();
    }
    Path setpriv = Path.of("/usr/bin/setpriv");
    Assumptions.assumeTrue(
        Files.isExecutable(setpriv),
        "root may open every port, and there is no setpriv (util-linux) to change that");
    String caps = "-dac_override,-dac_read_search";
    return List.of(setpriv.toString(), "--bounding-set=" + caps, "--inh-caps=" + caps, "--");
  }

  @Test
  void aPortThatAnotherGatewayReadsIsToldAndReadWhenItIsFree(@TempDir Path other) throws Exception {
    try (PtyPair cable = PtyPair.plug(folder);
        GatewayProcess first = GatewayProcess.run(file(cable).write());
        PtyMeter meter = PtyMeter.on(cable, telegrams, PACE)) {
      first.awaitPort(cable.gateway());
      Path configuration =
          GatewayFile.of(other, "serial:" + cable.gateway())
              .options(telegrams.driverOptions())
              .page(0)
              .write();
      try (GatewayProcess second = GatewayProcess.run(configuration)) {
        second.awaitLine("WARNING main: The port " + cable.gateway() + " is held by another");
        assertEquals(143, first.terminate());
        Await.until(
            "the second gateway reads", LIMIT, () -> second.page("/health").startsWith("200 "));
        assertTrue(meter.next() > 0);
      }
    }
  }

  @Test
  @Tag("broker")
  void aRefusedLoginIsToldAndTheJournalGoesOn() throws Exception {
    try (PtyPair cable = PtyPair.plug(folder);
        MosquittoBroker broker =
            new MosquittoBroker(folder).withLogin("gateway", "the-right-word").start()) {
      Path configuration =
          file(cable)
              .broker(broker.port(), "username: gateway", "password: the-wrong-word")
              .page(0)
              .write();
      try (GatewayProcess gateway = GatewayProcess.run(configuration);
          PtyMeter meter = PtyMeter.on(cable, telegrams, PACE)) {
        String line = gateway.awaitLine("refuses the login of the user gateway.");
        assertTrue(line.contains("WARNING home: The broker 127.0.0.1:" + broker.port()), line);
        assertTrue(line.contains(". Check username and password of this output,"), line);
        Await.until(
            "the page shows the meter",
            LIMIT,
            () -> gateway.page("/api/v1/live").contains("12345678"));
        assertTrue(gateway.page("/health").contains("refuses the login of the user"));
        gateway.awaitPassed(Stage.STORED, 6);
        assertTrue(meter.next() > 5);
        assertEquals(143, gateway.terminate());
        List<String> secrets = new ArrayList<>(telegrams.keys());
        secrets.addAll(List.of("the-wrong-word", "the-right-word"));
        gateway.assertNoTracesOrSecrets(secrets);
        assertEquals(1, gateway.output("WARNING").size(), gateway.output()::toString);
      }
      try (JournalCopy journal = JournalCopy.of(GatewayFile.journal(folder))) {
        assertTrue(journal.readings().size() > 5);
        assertEquals(0, journal.cursor(), "nothing counts as delivered");
      }
    }
  }
}
