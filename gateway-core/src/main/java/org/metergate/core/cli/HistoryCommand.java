// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.metergate.core.control.ControlAnswer;
import org.metergate.core.control.ControlClient;
import org.metergate.core.control.ControlException;
import org.metergate.core.control.ControlRefusal;
import org.metergate.core.control.ControlRequest;
import org.metergate.core.control.ControlServer;
import org.metergate.core.gateway.GatewayException;
import org.metergate.core.gateway.GatewayPlan;
import org.metergate.core.gateway.OfflineHistory;
import org.metergate.web.api.HistoryTime;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Reads the records of a meter's own logger, through the running gateway or, without one, itself.
 */
@Command(
    name = "history",
    description = {
      "Reads the records of a meter's logger into the journal.",
      "They count in the intervals of their time and never become current values."
    },
    footer = {
      "",
      "Times are those of the meter's clock. The running gateway does it; if none",
      "runs, the journal and the meter's link are opened for the duration. Progress",
      "is shown on standard error; Ctrl-C ends the questions to the meter, and what",
      "was read until then stays.",
      "",
      "Exit codes: 0 all read, 1 not all, 2 wrong usage.",
      "",
      "Examples:",
      "  metergate history heat --from 2026-01-01 --to 2026-02-01",
      "  metergate history heat --step day --from 2025-01-01 -c /etc/metergate/gateway.yaml"
    })
final class HistoryCommand implements Callable<Integer> {
  private static final String COMMAND = "history";
  private static final List<String> STEPS = List.of("year", "month", "day", "hour");

  @Parameters(paramLabel = "METER", description = "The meter's name in the configuration.")
  private String meter;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "TIME",
      description = "Like 2026-01-31 or 2026-01-31T14:00, by the meter's clock.")
  private String from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "The end, which is not included; everything by default.")
  private String to = "2199-01-01";

  @Option(
      names = "--step",
      paramLabel = "STEP",
      description = "One of hour, day, month, year; may be repeated; all by default.")
  private List<String> steps = new ArrayList<>();

  @Mixin private ConfigFile config;

  @Spec private CommandSpec spec;

  /** One way to have a logger read. */
  @FunctionalInterface
  private interface Reader {
    ControlAnswer read(ControlRequest request)
        throws ControlException, ControlRefusal, InterruptedException;
  }

  @Override
  public Integer call() throws InterruptedException {
    LocalDateTime begin = time(from, "--from");
    LocalDateTime end = time(to, "--to");
    if (!begin.isBefore(end)) {
      throw new CommandException(CommandException.USAGE, "--from must be before --to.");
    }
    for (String step : steps) {
      if (!STEPS.contains(step)) {
        throw new CommandException(
            CommandException.USAGE,
            "--step must be one of " + String.join(", ", STEPS) + ", not '" + step + "'.");
      }
    }
    PrintWriter err = spec.commandLine().getErr();
    Installation installation = Installation.load(err);
    GatewayPlan plan = config.plan(installation, err);
    Path socket = ControlServer.socketOf(plan.config().journal().path());
    try {
      return read(
          begin, end, request -> ControlClient.follow(socket, request, new ProgressLines(err)));
    } catch (ControlException e) {
      if (e.kind() != ControlException.Cause.NOT_RUNNING) {
        throw new CommandException(CommandException.FAULT, e.getMessage());
      }
      return readAlone(installation, plan, begin, end);
    }
  }

  private int readAlone(
      Installation installation, GatewayPlan plan, LocalDateTime begin, LocalDateTime end)
      throws InterruptedException {
    SystemHost host = new SystemHost(installation.plugins());
    try (StopSignal stopSignal = new StopSignal(host, Optional.empty());
        OfflineHistory once = OfflineHistory.open(plan, meter, installation.messages(), host)) {
      PrintWriter err = spec.commandLine().getErr();
      return read(begin, end, request -> once.run(request, untilStopped(stopSignal, err)));
    } catch (GatewayException | ControlException e) {
      throw new CommandException(CommandException.FAULT, e.getMessage());
    }
  }

  private static Consumer<String> untilStopped(StopSignal stopSignal, PrintWriter err) {
    return new ProgressLines(err)
        .andThen(
            sentence -> {
              if (stopSignal.reached()) {
                Thread.currentThread().interrupt(); // ends the wait for the meter
              }
            });
  }

  /** Prints the first sentence, and then one of each five seconds. */
  private static final class ProgressLines implements Consumer<String> {
    private static final int EACH = 5;

    private final PrintWriter err;
    private int sentences;

    ProgressLines(PrintWriter err) {
      this.err = err;
    }

    @Override
    public void accept(String sentence) {
      if (sentences++ % EACH == 0) {
        err.println(sentence);
        err.flush();
      }
    }
  }

  private int read(LocalDateTime begin, LocalDateTime end, Reader reader)
      throws ControlException, InterruptedException {
    boolean ok = true;
    for (String step : steps.isEmpty() ? STEPS : steps) {
      ControlAnswer answer = answer(reader, request(step, begin, end));
      PrintWriter out = spec.commandLine().getOut();
      PrintWriter err = spec.commandLine().getErr();
      answer.lines().forEach(line -> (answer.ok() ? out : err).println(line));
      ok &= answer.ok();
    }
    return ok ? 0 : CommandException.FAULT;
  }

  private static ControlAnswer answer(Reader reader, ControlRequest request)
      throws ControlException, InterruptedException {
    try {
      return reader.read(request);
    } catch (ControlRefusal e) {
      return ControlAnswer.refused(e.getMessage());
    }
  }

  private ControlRequest request(String step, LocalDateTime begin, LocalDateTime end) {
    return new ControlRequest(
        COMMAND,
        Map.of("meter", meter, "step", step, "from", begin.toString(), "to", end.toString()));
  }

  private static LocalDateTime time(String text, String option) {
    return HistoryTime.parseLocal(text)
        .orElseThrow(
            () ->
                new CommandException(
                    CommandException.USAGE,
                    option
                        + " must be a time like "
                        + HistoryTime.LOCAL_EXAMPLES
                        + ", not '"
                        + text
                        + "'."));
  }
}
