// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.localapi;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.output.OutputScene;
import org.metergate.testing.FreePorts;
import org.metergate.testing.NodePackages;

/** A client of others, which reads the output. */
@Tag("client")
@Timeout(240)
final class ForeignClientTest {
  private static final String READ =
      """
      import { P1MeterApi } from 'homewizard-energy-api';
      const api = new P1MeterApi(process.argv[2]);
      for (const what of ['getBasicInformation', 'getSystem', 'identify', 'getTelegram', 'getData']) {
        try {
          const answer = await api[what]();
          console.log(what, typeof answer === 'string' ? answer.split('\\r\\n')[0] : JSON.stringify(answer));
        } catch (e) {
          console.log(what, 'failed:', e.message);
        }
      }
      process.exit(0);
      """;

  @TempDir Path folder;

  private OutputScene scene(int port) throws Exception {
    return new OutputScene(
        folder,
        new LocalApiOutputType(),
        Instant.parse("2026-11-30T10:00:00Z"),
        "meter: electricity",
        "listen: 127.0.0.1:" + port);
  }

  @Test
  void readsWhatIsFreshAndNothingElse() throws Exception {
    NodePackages node = NodePackages.install("homewizard-energy-api", "1.5.0");
    int port = FreePorts.take();
    String url = "http://127.0.0.1:" + port;
    try (OutputScene scene = scene(port)) {
      scene.receive(2);
      scene.deliver();
      String said = node.script(READ, url);
      assertTrue(said.contains("getBasicInformation {\"product_type\":\"HWE-P1\","), said);
      assertTrue(said.contains("getSystem {\"cloud_enabled\":false}"), said);
      assertTrue(said.contains("identify {\"identify\":\"ok\"}"), said);
      assertTrue(said.contains("getTelegram /MGT5\\electricity"), said);
      assertTrue(said.contains("\"total_power_import_t1_kwh\":913.002"), said);
      assertTrue(said.contains("\"active_power_w\":250"), said);
      assertFalse(said.contains("failed"), said);
      scene.time.pause(Duration.ofSeconds(21));
      String silent = node.script(READ, url);
      assertTrue(silent.contains("getData failed:"), silent);
      assertTrue(silent.contains("getTelegram failed:"), silent);
      assertTrue(silent.contains("getBasicInformation {"), silent);
      scene.receive(1);
      scene.deliver();
      assertTrue(node.script(READ, url).contains("\"total_power_import_t1_kwh\":913.003"));
    }
  }
}
