// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.metergate.core.control.ControlAnswer;
import org.metergate.core.control.ControlClient;
import org.metergate.core.control.ControlCommand;
import org.metergate.core.control.ControlRefusal;
import org.metergate.core.control.ControlRequest;
import org.metergate.core.control.Plural;
import org.metergate.core.supervise.HistoryJob;
import org.metergate.core.supervise.LinkSupervisor;
import org.metergate.health.MessageCatalogue;
import org.metergate.journal.Readings;
import org.metergate.spi.driver.HistoryStep;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.option.NearestName;
import org.metergate.web.api.HistoryTime;

/**
 * Lets a driver read the records of a meter's own logger into the journal: {@code history} with
 * {@code meter}, {@code step}, and {@code from} and {@code to} on the meter's clock.
 */
record ReadHistoryHandler(RunningLinks links, Readings readings, MessageCatalogue messages)
    implements ControlCommand {
  private static final Duration MARGIN = Duration.ofSeconds(10);
  private static final Duration PROGRESS = Duration.ofSeconds(1);

  @Override
  public String name() {
    return "history";
  }

  /** A year of hours takes eight minutes at 1200 baud. */
  @Override
  public Duration timeout() {
    return ControlClient.MAX_TIMEOUT;
  }

  @Override
  public ControlAnswer run(ControlRequest request) throws ControlRefusal, InterruptedException {
    return run(request, (job, step) -> job.await(timeout().minus(MARGIN)));
  }

  /** Reads to the end, however long it takes, unless the client goes or the gateway stops. */
  @Override
  public ControlAnswer run(ControlRequest request, Consumer<String> progress)
      throws ControlRefusal, InterruptedException {
    LocalDateTime from = time(request, "from");
    return run(
        request,
        (job, step) -> {
          HistoryProgress sentences = new HistoryProgress(label(step), from);
          HistoryJob.Outcome outcome = job.await(PROGRESS);
          Duration spent = Duration.ZERO;
          while (!outcome.ended()) {
            progress.accept(sentences.sentence(outcome, spent));
            spent = outcome.records() == 0 ? Duration.ZERO : spent.plus(PROGRESS);
            outcome = job.await(PROGRESS);
          }
          return outcome;
        });
  }

  /** Waits for a job. */
  @FunctionalInterface
  private interface Wait {
    HistoryJob.Outcome until(HistoryJob job, HistoryStep step) throws InterruptedException;
  }

  private ControlAnswer run(ControlRequest request, Wait wait)
      throws ControlRefusal, InterruptedException {
    String meter = request.required("meter");
    HistoryStep step = step(request.required("step"));
    Optional<LinkSupervisor> supervisor = links.supervisor(meter);
    if (supervisor.isEmpty()) {
      throw new ControlRefusal(NearestName.unknown("meter", meter, links.meters()));
    }
    HistoryJob job =
        new HistoryJob(meter, step, time(request, "from"), time(request, "to"), readings);
    if (!supervisor.get().requestHistory(job)) {
      throw new ControlRefusal(
          "The driver of '" + meter + "' cannot read records by the " + label(step) + ".");
    }
    try {
      return answer(wait.until(job, step), step);
    } finally {
      supervisor.get().withdraw(job);
    }
  }

  private static HistoryStep step(String text) throws ControlRefusal {
    for (HistoryStep step : HistoryStep.values()) {
      if (label(step).equals(text)) {
        return step;
      }
    }
    throw new ControlRefusal("The step must be one of hour, day, month, year, not '" + text + "'.");
  }

  private static LocalDateTime time(ControlRequest request, String name) throws ControlRefusal {
    String text = request.required(name);
    return HistoryTime.parseLocal(text)
        .orElseThrow(
            () ->
                new ControlRefusal(
                    "'"
                        + name
                        + "' must be a time like "
                        + HistoryTime.LOCAL_EXAMPLES
                        + ", not '"
                        + text
                        + "'."));
  }

  private static String label(HistoryStep step) {
    return step.name().toLowerCase(Locale.ROOT);
  }

  private ControlAnswer answer(HistoryJob.Outcome outcome, HistoryStep step) {
    List<String> lines = new ArrayList<>();
    String count = Plural.of(outcome.records(), "record");
    lines.add("By the %s: %s, %d of them new.".formatted(label(step), count, outcome.added()));
    if (outcome.refused() > 0) {
      lines.add(outcome.refused() + " could not be stored: " + outcome.refusal());
    }
    for (Finding remark : outcome.remarks()) {
      lines.add(text(remark));
    }
    outcome.failure().ifPresent(failure -> lines.add(text(failure)));
    if (!outcome.ended()) {
      lines.add("The meter did not finish in time; ask again for the rest.");
    }
    boolean ok = outcome.failure().isEmpty() && outcome.refused() == 0 && outcome.ended();
    return new ControlAnswer(
        ok,
        lines,
        Map.of(
            "records",
            Integer.toString(outcome.records()),
            "fresh",
            Integer.toString(outcome.added())));
  }

  private String text(Finding finding) {
    return messages.sentenceAndNextStep(finding);
  }
}
