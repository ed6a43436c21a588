// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.metergate.output.OutputScene;
import org.metergate.output.OutputType;
import org.metergate.output.influxdb.InfluxOutputType;
import org.metergate.output.post.PostOutputType;
import org.metergate.testing.ClosingServer;
import org.metergate.testing.ClosingServer.Ending;

/**
 * A whole output at a server that closes its connections: nothing is sent twice, nobody is warned.
 */
@Timeout(60)
class PlannedCloseTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final int READINGS = 20;

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(value = Ending.class, mode = EnumSource.Mode.EXCLUDE, names = "KILLED_AFTER_ANSWER")
  void aLineServerGetsEachReadingOnce(Ending ending) throws Exception {
    eachReadingOnce(new InfluxOutputType(), ending, "server: victoria-metrics");
  }

  @ParameterizedTest
  @EnumSource(value = Ending.class, mode = EnumSource.Mode.EXCLUDE, names = "KILLED_AFTER_ANSWER")
  void aServerOfPostsGetsEachReadingOnce(Ending ending) throws Exception {
    eachReadingOnce(new PostOutputType(), ending, "token: secret");
  }

  private void eachReadingOnce(OutputType type, Ending ending, String setting) throws Exception {
    try (ClosingServer server = new ClosingServer();
        OutputScene scene = new OutputScene(folder, type, NOON, "url: " + server.url(), setting)) {
      server.end(ending);
      for (int i = 0; i < READINGS; i++) {
        scene.receive(1);
        scene.deliver();
        server.awaitClosed();
        scene.deliver();
      }
      assertEquals(READINGS, server.answered());
      assertEquals(List.of(), scene.reported);
    }
  }
}
