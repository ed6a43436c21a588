// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.config.GatewayConfig;
import org.metergate.core.gateway.Gateway;
import org.metergate.core.gateway.GatewayPlan;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Reading;
import org.metergate.testing.Await;

@Timeout(60)
class EmulateCommandTest {
  @TempDir Path folder;

  @Test
  void aGatewayReadsTheMeterWithTheConfigurationThatIsPrinted() throws Exception {
    try (LiveRun run =
        new LiveRun("emulate", "omnipower", "--option", "serial=12345678", "--for", "1min")) {
      run.awaitGroup("(authentication-key: [0-9A-F]{32})");
      Path file = folder.resolve("gateway.yaml");
      Files.writeString(file, run.out() + "journal: { path: journal.db }\n");
      Reading reading = firstReading(file);
      assertEquals("omnipower", reading.meter().name());
      assertEquals("12345678", reading.meter().identifier());
      assertTrue(
          reading.measurements().stream()
              .anyMatch(m -> m.quantity().equals(Quantities.POWER_IMPORT) && m.value() != null),
          reading.toString());
    }
  }

  /** At line speed a telegram takes two seconds, and one comes every ten. */
  private static Reading firstReading(Path file) throws Exception {
    Installation installation = Installation.load(new PrintWriter(System.err, true));
    SystemHost host = new SystemHost(installation.plugins());
    GatewayPlan plan = GatewayPlan.of(GatewayConfig.load(file), installation.plugins(), host);
    AtomicReference<Reading> first = new AtomicReference<>();
    try (Gateway gateway = Gateway.start(plan, installation.messages(), host)) {
      gateway.listen(stored -> first.compareAndSet(null, stored.reading()));
      Await.until("a reading", Duration.ofSeconds(30), () -> first.get() != null);
    }
    return first.get();
  }

  @Test
  void printsAConfigurationThatIsGoodAndHasNoKeysWhereNothingIsEncrypted() throws Exception {
    Run run =
        Run.of("emulate", "omnipower", "--option", "encrypted=false", "--for", "10ms").ends(0);
    assertFalse(run.out().contains("key"), run.out());
    assertTrue(run.out().contains("    link: \"tcp:127.0.0.1:"), run.out());
    Path file = Files.writeString(folder.resolve("a.yaml"), run.out() + "journal: { path: j }\n");
    String text = Run.of("check", "-c", file.toString()).ends(0).out();
    assertTrue(text.startsWith(file + " is good: 1 meter on 1 link, 0 outputs.\n"), text);
  }

  @Test
  void saysWhichOptionOfTheMeterIsWrong() {
    Run.of("emulate", "omnipower", "--option", "sed=7")
        .refuses(2, "There is no option 'sed'; did you mean 'seed'?");
  }
}
