// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.metergate.core.control.ControlAnswer;
import org.metergate.core.control.ControlClient;
import org.metergate.core.control.ControlException;
import org.metergate.core.control.ControlRequest;
import org.metergate.core.control.ControlServer;
import org.metergate.core.homeassistant.AppException;
import org.metergate.core.homeassistant.BrokerWatch;
import org.metergate.core.homeassistant.HomeAssistantApp;
import org.metergate.spi.option.Secret;
import org.metergate.spi.time.TimeSource;
import org.metergate.time.SystemTime;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the gateway as an app of Home Assistant, which alone starts this. */
@Command(
    name = "home-assistant",
    hidden = true,
    description = {
      "Runs the gateway as an app of Home Assistant.",
      "The options of the app are its configuration, which is made anew at each start."
    },
    footer = {"", "Exit codes: 1 it could not start, 2 the options are wrong."})
final class HomeAssistantCommand implements Callable<Integer> {
  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "The app's data, with options.json; /data by default.")
  private Path data = Path.of("/data");

  @Option(
      names = "--folder",
      paramLabel = "FOLDER",
      description = "The folder that users reach; /config by default.")
  private Path folder = Path.of("/config");

  @Option(
      names = "--supervisor",
      paramLabel = "URL",
      description = "Who names the broker; http://supervisor by default.")
  private URI supervisor = URI.create("http://supervisor");

  @Option(
      names = "--check",
      description = "Only check the options, as far as possible without opening anything.")
  private boolean check;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    TimeSource time = new SystemTime();
    String token = System.getenv().getOrDefault("SUPERVISOR_TOKEN", "");
    HomeAssistantApp app =
        HomeAssistantApp.of(data, folder, supervisor, new Secret(token), time, err::println);
    try {
      Path made = app.prepare();
      ConfigFile config = ConfigFile.made(made, app::place);
      if (check) {
        return new CheckCommand(config, spec).call();
      }
      try (BrokerWatch watch =
          new BrokerWatch(
              app,
              () -> reload(made.resolveSibling("journal.db"), config, err),
              time,
              err::println)) {
        if (app.wantsBroker()) {
          watch.start();
        }
        return new RunCommand(config, spec).call();
      }
    } catch (AppException e) {
      throw CommandException.lines(CommandException.USAGE, e.sentences());
    }
  }

  private static boolean reload(Path journal, ConfigFile config, PrintWriter err) {
    try {
      ControlAnswer answer =
          ControlClient.ask(
              ControlServer.socketOf(journal), new ControlRequest("reload", Map.of()));
      answer.lines().stream().map(config::inItsWords).forEach(err::println);
      return true;
    } catch (ControlException e) {
      return false; // it is still starting
    }
  }
}
