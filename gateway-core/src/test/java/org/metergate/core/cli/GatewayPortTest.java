// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.core.control.ControlAnswer;
import org.metergate.core.control.ControlCommand;
import org.metergate.core.control.ControlRequest;
import org.metergate.core.control.ControlServer;

@Timeout(60)
class GatewayPortTest {
  @TempDir Path folder;

  @Test
  @SuppressWarnings("try") // the gateway only has to be there
  void whatTheRunningGatewayReadsIsNamedAndNotOpened() throws Exception {
    try (ServerSocket meter = new ServerSocket(0);
        ControlServer gateway = gateway()) {
      String link = "tcp:127.0.0.1:" + meter.getLocalPort();
      Path config = config(link);
      Run probe = Run.of("probe", link, "-c", config.toString()).ends(1);
      assertTrue(probe.out().contains("The running gateway reads the meter heat"), probe.out());
      assertTrue(probe.out().contains("'metergate status heat'"), probe.out());
      Run aim = Run.of("aim", link, "-c", config.toString()).ends(1);
      assertEquals("", aim.out());
      assertTrue(aim.err().contains("The running gateway reads the meter heat"), aim.err());
      assertTrue(aim.err().contains("'metergate status heat'"), aim.err());
      meter.setSoTimeout(1);
      assertThrows(SocketTimeoutException.class, meter::accept);
    }
  }

  private Path config(String link) throws Exception {
    return Files.writeString(
        folder.resolve("gateway.yaml"),
        "meters:\n  heat: { driver: multical-kmp, link: \""
            + link
            + "\" }\njournal: { path: j.db }\n");
  }

  private ControlServer gateway() throws Exception {
    ControlServer server =
        ControlServer.claim(ControlServer.socketOf(folder.resolve("j.db").toAbsolutePath()));
    server.register(
        new ControlCommand() {
          @Override
          public String name() {
            return "health";
          }

          @Override
          public ControlAnswer run(ControlRequest request) {
            return new ControlAnswer(true, List.of("All is well."), Map.of(), Optional.empty());
          }
        });
    server.start();
    return server;
  }
}
