// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metergate.config.ConfigDraft;
import org.metergate.config.ConfigException;
import org.metergate.config.GatewayConfig;
import org.metergate.config.MeterConfig;
import org.metergate.core.control.ControlAnswer;
import org.metergate.core.control.ControlClient;
import org.metergate.core.control.ControlException;
import org.metergate.core.control.ControlRequest;
import org.metergate.core.control.ControlServer;
import org.metergate.setup.cause.Cause;
import org.metergate.setup.cause.CauseMessages;
import org.metergate.setup.probe.Sureness;
import org.metergate.setup.probe.Verdict;
import org.metergate.spi.link.LinkUri;

/** Whether the running gateway of a configuration reads a meter on a port. */
final class GatewayPort {
  private GatewayPort() {}

  /** Returns who has the port and what the gateway says, or empty: no gateway, or another port. */
  static Optional<Verdict> held(LinkUri link, ConfigFile file) {
    if (!Files.isReadable(file.path())) {
      return Optional.empty();
    }
    try {
      GatewayConfig config = ConfigDraft.read(file.path()).config();
      Optional<String> meter =
          config.meters().stream()
              .filter(one -> same(one.link(), link))
              .map(MeterConfig::name)
              .findFirst();
      if (meter.isEmpty()) {
        return Optional.empty();
      }
      Path socket = ControlServer.socketOf(config.journal().path());
      ControlAnswer answer = ControlClient.ask(socket, new ControlRequest("health", Map.of()));
      return Optional.of(
          new Verdict(
              Cause.HELD_BY_GATEWAY,
              Sureness.SURE,
              Map.of("meter", meter.get()),
              Map.of("gateway", String.join(" ", answer.lines())),
              Optional.empty(),
              List.of()));
    } catch (ConfigException | ControlException e) {
      return Optional.empty(); // the port itself will say whether it can be opened
    }
  }

  /** Ends the command with a sentence where the running gateway reads a meter on the link. */
  static void requireFree(LinkUri link, ConfigFile file) {
    held(link, file)
        .ifPresent(
            held -> {
              CauseMessages messages = new CauseMessages();
              throw new CommandException(
                  CommandException.FAULT,
                  messages.sentence(held.cause(), held.parameters())
                      + messages
                          .nextStep(held.cause(), held.parameters())
                          .map(step -> " " + step)
                          .orElse(""));
            });
  }

  private static boolean same(LinkUri one, LinkUri other) {
    if (!one.scheme().equals(other.scheme())) {
      return false;
    }
    if (!one.scheme().equals("serial")) {
      return one.target().equals(other.target())
          && (one.scheme().equals("tcp") || one.scheme().equals("rfc2217"));
    }
    return device(one.target()).equals(device(other.target()));
  }

  /** Returns the device that a name leads to; the name itself if it leads nowhere. */
  static String device(String target) {
    try {
      return Path.of(target).toRealPath().toString();
    } catch (IOException | IllegalArgumentException e) {
      return target;
    }
  }
}
