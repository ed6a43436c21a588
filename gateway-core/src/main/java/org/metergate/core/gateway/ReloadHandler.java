// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.metergate.config.ConfigDraft;
import org.metergate.config.ConfigException;
import org.metergate.config.GatewayConfig;
import org.metergate.config.Shown;
import org.metergate.core.certificate.MadeCertificate;
import org.metergate.core.control.ControlAnswer;
import org.metergate.core.control.ControlCommand;
import org.metergate.core.control.ControlRequest;
import org.metergate.core.plugin.PluginDirectory;
import org.metergate.core.plugin.Plugins;
import org.metergate.core.service.SystemdService;
import org.metergate.health.MessageCatalogue;
import org.metergate.spi.link.Host;

/**
 * Reads the configuration and the drivers folders again while the gateway runs, and restarts only
 * what changed. A configuration with a mistake is refused as a whole, and everything continues as
 * before.
 */
public final class ReloadHandler implements ControlCommand {
  private static final System.Logger LOG = System.getLogger("metergate");

  private final Gateway gateway;
  private final Path file;
  private final PluginDirectory pluginDirectory;
  private final MessageCatalogue messages;
  private final Host host;
  private final Consumer<Plugins> onReload;
  private final Optional<SystemdService> service;
  private Plugins plugins;

  /**
   * Creates the command.
   *
   * @param gateway started from this file.
   * @param file the configuration.
   * @param pluginDirectory the drivers folders.
   * @param plugins that the gateway runs with.
   * @param messages renewed when drivers come or go.
   * @param host the gateway's.
   * @param onReload gets the plug-ins that the gateway runs with from now on.
   * @param service is told of each reload.
   */
  public ReloadHandler(
      Gateway gateway,
      Path file,
      PluginDirectory pluginDirectory,
      Plugins plugins,
      MessageCatalogue messages,
      Host host,
      Consumer<Plugins> onReload,
      Optional<SystemdService> service) {
    this.gateway = gateway;
    this.file = file;
    this.pluginDirectory = pluginDirectory;
    this.plugins = plugins;
    this.messages = messages;
    this.host = host;
    this.onReload = onReload;
    this.service = service;
  }

  @Override
  public String name() {
    return "reload";
  }

  /** Meters and outputs get some seconds each to end, and the page may need another certificate. */
  @Override
  public Duration timeout() {
    return MadeCertificate.LONGEST.plusMinutes(2);
  }

  @Override
  public synchronized ControlAnswer run(ControlRequest request) throws InterruptedException {
    ControlAnswer answer = service.isPresent() ? service.get().reloading(this::reload) : reload();
    System.Logger.Level level =
        answer.ok() ? System.Logger.Level.INFO : System.Logger.Level.WARNING;
    answer.lines().forEach(line -> LOG.log(level, "reload: " + line));
    return answer;
  }

  private ControlAnswer reload() throws InterruptedException {
    Plugins found = pluginDirectory.read();
    try {
      ConfigDraft draft = ConfigDraft.read(file);
      GatewayConfig config = draft.config();
      Optional<GatewayPlan> planned =
          GatewayPlan.from(
              draft,
              gateway.config().with(config),
              found,
              host,
              gateway.intervals(),
              gateway.outputNames(),
              gateway.facts());
      StartConditions.find(draft, HeldResources.of(gateway).with(draft.config()));
      draft.problems().throwIfAny();
      GatewayPlan plan = planned.orElseThrow();
      messages.replace(Messages.of(found));
      onReload.accept(found);
      List<ReloadDiff> changes = gateway.exchange(plan);
      plugins = found;
      List<String> page = gateway.reconfigurePage(config);
      return answer(plan, changes, config, found, page);
    } catch (ConfigException e) {
      List<String> lines = new ArrayList<>();
      lines.add("Nothing was changed: the gateway continues as before.");
      lines.addAll(refusals(found)); // first: a driver that is missing may be in such a jar
      lines.addAll(e.problems());
      return new ControlAnswer(false, lines, Map.of());
    } finally {
      pluginDirectory.keepOnly(plugins);
    }
  }

  private ControlAnswer answer(
      GatewayPlan plan,
      List<ReloadDiff> changes,
      GatewayConfig config,
      Plugins found,
      List<String> page) {
    List<String> lines = new ArrayList<>();
    lines.add(sentence("Meters", changes.get(0)));
    lines.add(sentence("Outputs", changes.get(1)));
    if (!changes.get(2).isEmpty()) {
      lines.add(sentence("Alarms", changes.get(2)));
    }
    for (String key : gateway.config().waitingForRestart(config)) {
      lines.add("A change under '" + key + "' takes effect when the program is restarted.");
    }
    lines.addAll(page);
    lines.addAll(config.warnings());
    lines.addAll(StartConditions.warnings(plan, messages));
    lines.addAll(refusals(found));
    return new ControlAnswer(true, lines, Map.of());
  }

  /** The reasons contain messages of exceptions of the jars' own code. */
  private List<String> refusals(Plugins found) {
    return found.refused().stream()
        .map(one -> one.what() + ": " + one.reason())
        .map(gateway.config().source().redaction()::hideMistake)
        .map(Shown::printable)
        .toList();
  }

  private static String sentence(String what, ReloadDiff changes) {
    List<String> parts = new ArrayList<>();
    add(parts, "started", changes.started());
    add(parts, "restarted", changes.restarted());
    add(parts, "stopped", changes.stopped());
    parts.add(changes.kept().size() + " unchanged");
    return what + ": " + String.join("; ", parts) + ".";
  }

  private static void add(List<String> parts, String word, List<String> names) {
    if (!names.isEmpty()) {
      parts.add(word + " " + String.join(", ", names));
    }
  }
}
