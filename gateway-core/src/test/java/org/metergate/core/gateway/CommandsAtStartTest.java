// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.config.GatewayConfig;
import org.metergate.core.control.ControlAnswer;
import org.metergate.core.control.ControlClient;
import org.metergate.core.control.ControlCommand;
import org.metergate.core.control.ControlException;
import org.metergate.core.control.ControlRequest;
import org.metergate.core.control.ControlServer;
import org.metergate.core.plugin.Plugins;
import org.metergate.kit.ClockHost;
import org.metergate.time.SystemTime;

/** Who asks a gateway that is starting waits until it knows all its commands. */
class CommandsAtStartTest {
  private static final ControlRequest REQUEST = new ControlRequest("reload", Map.of());

  @TempDir Path folder;

  private static final class Reload implements ControlCommand {
    @Override
    public String name() {
      return REQUEST.command();
    }

    @Override
    public ControlAnswer run(ControlRequest request) {
      return ControlAnswer.done("It is reloaded.");
    }
  }

  private Gateway start(Path journal, Consumer<Gateway> commands) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("gateway.yaml"),
            "meters: { a: { driver: omnipower-dlms, link: \"tcp:127.0.0.1:9\" } }\n"
                + "journal: { path: "
                + journal
                + " }\n");
    ClockHost host = new ClockHost(new SystemTime());
    Plugins plugins = Plugins.load(getClass().getClassLoader());
    GatewayPlan plan = GatewayPlan.of(GatewayConfig.load(file), plugins, host);
    return Gateway.start(plan, Messages.of(plugins), host, commands);
  }

  @Test
  void nothingIsAnsweredBeforeTheCommandsOfTheProgramAreThere() throws Exception {
    Path journal = folder.resolve("j.db");
    Path socket = ControlServer.socketOf(journal);
    List<ControlException.Cause> early = new ArrayList<>();
    try (Gateway gateway =
        start(
            journal,
            starting -> {
              early.add(
                  assertThrows(
                          ControlException.class,
                          () -> ControlClient.ask(socket, REQUEST, Duration.ofMillis(100)))
                      .kind());
              starting.register(new Reload());
            })) {
      assertEquals(ControlAnswer.done("It is reloaded."), ControlClient.ask(socket, REQUEST));
      assertEquals(List.of(ControlException.Cause.NO_ANSWER), early);
      assertEquals(1, gateway.health().meters().size());
    }
  }

  /** A signal reloads it too. */
  @Test
  void aGatewayWithoutASocketIsGivenItsCommandsAsWell() throws Exception {
    Path far = Files.createDirectories(folder.resolve("x".repeat(120)));
    List<Gateway> given = new ArrayList<>();
    try (Gateway gateway = start(far.resolve("j.db"), given::add)) {
      assertEquals(List.of(gateway), given);
      assertFalse(Files.exists(far.resolve("control.sock")));
    }
  }
}
