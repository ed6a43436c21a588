// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.metergate.config.GatewayConfig;
import org.metergate.core.control.ControlAnswer;
import org.metergate.core.control.ControlClient;
import org.metergate.core.control.ControlException;
import org.metergate.core.control.ControlRequest;
import org.metergate.core.control.ControlServer;

/**
 * What a running gateway has: its journal, and the port of its page.
 *
 * @param journal the journal's file; empty if no gateway runs.
 * @param pagePort the port of the page; 0 without one.
 * @param otherGateway a sentence if another gateway has the folder of the journal.
 */
public record HeldResources(Optional<Path> journal, int pagePort, Optional<String> otherGateway) {
  /** The name of the command of {@code control.sock} that answers them. */
  static final String COMMAND = "holds";

  private static final String JOURNAL = "journal";
  private static final String CONFIGURATION = "configuration";
  private static final String PAGE = "page";

  /** What a gateway has that does not run. */
  public static final HeldResources NONE = new HeldResources(Optional.empty(), 0, Optional.empty());

  /**
   * Asks the gateway that runs with a journal in the same folder.
   *
   * @param config what would be started. The gateway that was started with the same file is no
   *     other one: its journal may be moved within the folder.
   * @return what it has; {@link #NONE} if none answers.
   */
  public static HeldResources of(GatewayConfig config) {
    Path journal = config.journal().path();
    try {
      ControlAnswer answer =
          ControlClient.ask(ControlServer.socketOf(journal), new ControlRequest(COMMAND, Map.of()));
      Path running = Path.of(answer.facts().getOrDefault(JOURNAL, journal.toString()));
      int page = Integer.parseInt(answer.facts().getOrDefault(PAGE, "0"));
      Optional<String> file = Optional.ofNullable(answer.facts().get(CONFIGURATION));
      boolean same =
          real(running).equals(real(journal))
              || file.filter(of -> real(Path.of(of)).equals(real(config.file()))).isPresent();
      return same
          ? new HeldResources(Optional.of(running), page, Optional.empty())
          : new HeldResources(Optional.empty(), 0, Optional.of(other(journal)));
    } catch (ControlException e) {
      return NONE;
    }
  }

  /**
   * Returns these resources for a start, which needs its own journal and port to be free.
   *
   * @return only whether another gateway is in the way.
   */
  public HeldResources ofOthers() {
    return new HeldResources(Optional.empty(), 0, otherGateway);
  }

  private static String other(Path journal) {
    return ControlException.taken(journal.toAbsolutePath().normalize().getParent()).getMessage();
  }

  /** Returns the resources of a gateway in this process. */
  static HeldResources of(Gateway gateway) {
    return new HeldResources(
        Optional.of(gateway.config().journal().path()),
        gateway.page().map(URI::getPort).orElse(0),
        Optional.empty());
  }

  /**
   * Returns these resources of a gateway that will be started again with a newer configuration.
   *
   * @param newer its journal may be in the folder of another gateway.
   */
  HeldResources with(GatewayConfig newer) {
    Path socket = ControlServer.socketOf(newer.journal().path());
    boolean own = real(ControlServer.socketOf(journal.orElseThrow())).equals(real(socket));
    return own ? this : new HeldResources(journal, pagePort, of(newer).otherGateway());
  }

  /** Returns the answer of a gateway to the command. */
  static ControlAnswer answer(Gateway gateway) {
    HeldResources held = of(gateway);
    Map<String, String> facts =
        Map.of(
            JOURNAL, held.journal().orElseThrow().toAbsolutePath().toString(),
            CONFIGURATION, gateway.config().file().toAbsolutePath().toString(),
            PAGE, held.pagePort() + "");
    return new ControlAnswer(true, java.util.List.of(), facts);
  }

  boolean journal(Path configured) {
    return journal.filter(running -> real(running).equals(real(configured))).isPresent();
  }

  boolean page(InetSocketAddress address) {
    return journal.isPresent() && address.getPort() == pagePort;
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return path.toAbsolutePath().normalize();
    }
  }
}
