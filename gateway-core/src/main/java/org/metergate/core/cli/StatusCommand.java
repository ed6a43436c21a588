// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.metergate.core.control.ControlAnswer;
import org.metergate.core.control.ControlClient;
import org.metergate.core.control.ControlException;
import org.metergate.core.control.ControlRequest;
import org.metergate.core.control.ControlServer;
import org.metergate.health.HealthDocument;
import org.metergate.health.MeterReport;
import org.metergate.health.json.HealthJsonReader;
import org.metergate.time.SystemTime;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the document of health of the running gateway. */
@Command(
    name = "status",
    description = {
      "Shows how the running gateway and its meters are.",
      "The verdict, each meter with its chain and what was found, each output with what",
      "waits for it; the same document as on the page and in MQTT. Then where the page is."
    },
    footer = {
      "",
      "Exit codes: 0 all is well, 1 something is not, 2 wrong usage, 3 no gateway runs.",
      "",
      "Examples:",
      "  metergate status -c /etc/metergate/gateway.yaml",
      "  metergate status heat --watch"
    })
final class StatusCommand implements Callable<Integer> {
  /** No gateway runs there: a script must not take that for a fault of a meter. */
  static final int NOT_RUNNING = 3;

  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(15);
  private static final Duration PAUSE = Duration.ofSeconds(2);

  @Parameters(
      arity = "0..1",
      paramLabel = "METER",
      description = "Only this meter, by its name in the configuration.")
  private String meter;

  @Option(names = "--json", description = "Print the document itself, one JSON object.")
  private boolean json;

  @Option(names = "--watch", description = "Show it again every two seconds, until Ctrl-C.")
  private boolean watch;

  @Mixin private ConfigFile config;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    if (json && meter != null) {
      throw new CommandException(
          CommandException.USAGE, "--json prints the whole document; leave METER out.");
    }
    Path socket = ControlServer.socketOf(journal());
    PrintWriter out = spec.commandLine().getOut();
    if (!watch) {
      return show(socket, new Screen(out, false));
    }
    return watch(socket, json ? new Screen(out, false) : Screen.of(out));
  }

  /** Without a configuration in this folder, that of the system's service is asked for. */
  private Path journal() {
    if (!config.isMissing()) {
      return config.journal();
    }
    throw new CommandException(
        NOT_RUNNING,
        "There is no gateway.yaml in this folder and no "
            + ConfigFile.OF_SERVICE
            + ", so that no gateway was found; name the configuration of the running one with -c.");
  }

  /** Goes on while the gateway restarts; only at the first time one must run. */
  private int watch(Path socket, Screen screen) throws InterruptedException {
    int exitCode = show(socket, screen);
    try (StopSignal stopSignal = new StopSignal(new SystemTime(), Optional.empty())) {
      stopSignal.await(PAUSE);
      while (!stopSignal.reached() && !screen.closed()) {
        try {
          exitCode = show(socket, screen);
        } catch (CommandException e) {
          if (e.exitCode() == CommandException.USAGE) {
            throw e;
          }
          exitCode = e.exitCode();
          screen.show(List.of(e.getMessage()));
        }
        stopSignal.await(PAUSE);
      }
    }
    return exitCode;
  }

  private static String ask(Path socket) {
    try {
      ControlAnswer answer =
          ControlClient.ask(socket, new ControlRequest("health", Map.of()), LONGEST_ANSWER);
      return answer
          .document()
          .orElseThrow(() -> CommandException.lines(CommandException.FAULT, answer.lines()));
    } catch (ControlException e) {
      boolean none = e.kind() == ControlException.Cause.NOT_RUNNING;
      throw new CommandException(none ? NOT_RUNNING : CommandException.FAULT, e.getMessage());
    }
  }

  /** Returns where the page is; a gateway of an older version does not say it. */
  private static List<String> page(Path socket) {
    try {
      ControlAnswer answer =
          ControlClient.ask(socket, new ControlRequest("page", Map.of()), LONGEST_ANSWER);
      return answer.ok() ? answer.lines() : List.of();
    } catch (ControlException e) {
      return List.of();
    }
  }

  private int show(Path socket, Screen screen) {
    String answer = ask(socket);
    HealthDocument document = document(answer);
    if (json) {
      spec.commandLine().getOut().println(answer);
      return exitCode(document.well());
    }
    ZoneId zone = ZoneId.systemDefault();
    if (meter == null) {
      List<String> lines = new ArrayList<>(StatusLines.of(document, zone));
      lines.addAll(page(socket));
      screen.show(lines);
      return exitCode(document.well());
    }
    MeterReport one =
        document.meters().stream()
            .filter(report -> report.meter().equals(meter))
            .findFirst()
            .orElseThrow(() -> unknown(document));
    screen.show(StatusLines.of(document, one, zone));
    return exitCode(one.well());
  }

  private static HealthDocument document(String answer) {
    try {
      return HealthJsonReader.read(answer);
    } catch (IOException e) {
      throw new CommandException(
          CommandException.FAULT,
          "The gateway answers in a way that this version does not understand.");
    }
  }

  private CommandException unknown(HealthDocument document) {
    List<String> names = document.meters().stream().map(MeterReport::meter).toList();
    return names.isEmpty()
        ? new CommandException(CommandException.USAGE, "The gateway has no meters.")
        : Installation.unknown("meter", meter, names);
  }

  private static int exitCode(boolean well) {
    return well ? 0 : CommandException.FAULT;
  }
}
