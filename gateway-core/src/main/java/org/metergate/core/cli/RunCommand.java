// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.metergate.core.control.ControlRequest;
import org.metergate.core.gateway.Gateway;
import org.metergate.core.gateway.GatewayException;
import org.metergate.core.gateway.GatewayPlan;
import org.metergate.core.gateway.HeldResources;
import org.metergate.core.gateway.ReloadHandler;
import org.metergate.core.service.ServiceSettings;
import org.metergate.core.service.SystemdService;
import org.metergate.link.SerialLinkProvider;
import org.metergate.time.SystemTime;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs the gateway until it is stopped. */
@Command(
    name = "run",
    description = {
      "Reads the configured meters and delivers their readings.",
      "Ctrl-C or SIGTERM ends it; all that was read is then in the journal."
    },
    footer = {
      "",
      "Exit codes: 1 it could not start, 2 the configuration is wrong.",
      "",
      "Example:",
      "  metergate run -c /etc/metergate/gateway.yaml"
    })
final class RunCommand implements Callable<Integer> {
  @Mixin private ConfigFile config;

  @Spec private CommandSpec spec;

  /** Creates the command that its user starts. */
  RunCommand() {}

  /** Creates it for another command, which has made the configuration. */
  RunCommand(ConfigFile config, CommandSpec spec) {
    this.config = config;
    this.spec = spec;
  }

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    SystemTime time = new SystemTime();
    Optional<SystemdService> service =
        ServiceSettings.of(System::getProperty, System.getenv(), ProcessHandle.current().pid())
            .map(settings -> new SystemdService(settings, time));
    service.ifPresent(SystemdService::starting);
    try (StopSignal stopSignal = new StopSignal(time, Optional.empty());
        Gateway gateway = start(Installation.load(err).standingIn(config.meters()), service, err)) {
      gateway.pageLines().forEach(err::println);
      service.ifPresent(one -> one.ready(gateway::answering, gateway::verdict));
      ProgramCache.makeArchiveLater();
      stopSignal.await();
      service.ifPresent(SystemdService::close);
      return 0;
    } catch (GatewayException e) {
      throw new CommandException(CommandException.FAULT, e.getMessage());
    }
  }

  /** Loads the plug-ins here: a reference in the caller would keep replaced drivers in memory. */
  private Gateway start(
      Installation installation, Optional<SystemdService> service, PrintWriter err)
      throws GatewayException {
    SystemHost host = new SystemHost(installation.plugins());
    GatewayPlan plan =
        config.plan(
            installation, err, read -> HeldResources.of(read).ofOthers(), CommandException.FAULT);
    LogRedaction.install(plan.config().source().redaction());
    return Gateway.start(
        plan,
        installation.messages(),
        host,
        gateway -> offerReload(gateway, installation, host, service));
  }

  /** Lets the gateway reload at the command and at the signal. */
  private void offerReload(
      Gateway gateway,
      Installation installation,
      SystemHost host,
      Optional<SystemdService> service) {
    ReloadHandler reloadHandler =
        new ReloadHandler(
            gateway,
            config.path(),
            installation.pluginDirectory(),
            installation.plugins(),
            installation.messages(),
            host,
            host::usePlugins,
            service);
    gateway.register(reloadHandler);
    ReloadSignals signals = new ReloadSignals(() -> reload(reloadHandler));
    signals.register();
    SerialLinkProvider.whenLoaded(signals::register);
  }

  private static void reload(ReloadHandler reloadHandler) {
    try {
      reloadHandler.run(new ControlRequest(reloadHandler.name(), Map.of()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
