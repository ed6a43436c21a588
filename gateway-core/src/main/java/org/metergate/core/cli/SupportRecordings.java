// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.metergate.core.control.ControlAnswer;
import org.metergate.core.control.ControlException;
import org.metergate.core.gateway.GatewayPlan;
import org.metergate.core.gateway.GatewayPlan.PlannedLink;
import org.metergate.setup.support.BoundedRecording;
import org.metergate.setup.support.BundleEntry;
import org.metergate.spi.link.Host;
import org.metergate.spi.link.LinkException;

/**
 * Records all meters of a configuration at the same time: through the gateway that runs, else by
 * opening their links.
 */
final class SupportRecordings {
  /** Of all recordings together; packed they are less than half of it. */
  private static final int MOST_CHARACTERS = 1_500_000;

  private static final long SECONDS_TO_FINISH = 30;

  private final SupportParts parts;
  private final Installation installation;
  private final Duration length;
  private final PrintWriter err;

  SupportRecordings(
      SupportParts parts, Installation installation, Duration length, PrintWriter err) {
    this.parts = parts;
    this.installation = installation;
    this.length = length;
    this.err = err;
  }

  /** Records; what cannot be recorded becomes a sentence. */
  List<BundleEntry> record() throws InterruptedException {
    Map<String, String> texts = new TreeMap<>();
    if (parts.isRunning()) {
      err.println("Recording through the running gateway for " + length.toSeconds() + " s.");
      running(texts);
    } else if (parts.plan().isPresent()) {
      err.println("Recording each meter for " + length.toSeconds() + " s.");
      opened(parts.plan().get(), texts);
    } else {
      return List.of(
          BundleEntry.of(
              "recording.txt",
              "Why there is no recording.",
              "The configuration has mistakes, so nothing was recorded.\n"));
    }
    List<BundleEntry> entries = new ArrayList<>();
    int each = MOST_CHARACTERS / Math.max(1, texts.size());
    int number = 1;
    for (Map.Entry<String, String> text : texts.entrySet()) {
      entries.add(
          BundleEntry.of(
              "recording-" + number++ + ".rec",
              "What came from " + parts.clean().of(text.getKey()) + ", with readings and numbers.",
              BoundedRecording.newest(commented(text), each)));
    }
    return entries;
  }

  /** Puts the meters, and how to replay it, behind the first line. */
  private String commented(Map.Entry<String, String> recording) {
    String comment =
        "# of "
            + parts.clean().of(recording.getKey())
            + "; metergate decode --driver DRIVER FILE reads it";
    String text = recording.getValue();
    int second = text.indexOf('\n') + 1;
    return text.substring(0, second)
        + parts.redaction().hide(comment)
        + "\n"
        + text.substring(second);
  }

  private void running(Map<String, String> texts) {
    try {
      ControlAnswer answer =
          parts.ask("record", Map.of("seconds", Long.toString(length.toSeconds())));
      if (answer.ok()) {
        texts.putAll(answer.facts());
      } else {
        answer.lines().forEach(line -> err.println("metergate: " + line));
      }
    } catch (ControlException e) {
      err.println("metergate: " + e.getMessage());
    }
  }

  /** A thread that a driver never gives back does not keep the program from ending. */
  private static Thread daemon(Runnable recording) {
    Thread thread = new Thread(recording, "recording");
    thread.setDaemon(true);
    return thread;
  }

  private void opened(GatewayPlan plan, Map<String, String> texts) throws InterruptedException {
    Host host = new SystemHost(installation.plugins());
    ExecutorService threads = Executors.newCachedThreadPool(SupportRecordings::daemon);
    try {
      Map<PlannedLink, Future<String>> running = new java.util.LinkedHashMap<>();
      for (PlannedLink link : plan.links()) {
        Callable<String> recording = () -> LinkRecording.of(link, host, length);
        running.put(link, threads.submit(recording));
      }
      for (Map.Entry<PlannedLink, Future<String>> one : running.entrySet()) {
        String meters = String.join(",", one.getKey().meters());
        try {
          texts.put(
              meters, one.getValue().get(length.toSeconds() + SECONDS_TO_FINISH, TimeUnit.SECONDS));
        } catch (TimeoutException e) {
          err.println("metergate: " + meters + ": The driver does not end; it has no recording.");
        } catch (ExecutionException e) {
          String reason =
              e.getCause() instanceof LinkException refused
                  ? installation.sentence(refused.finding())
                  : "The link cannot be recorded ("
                      + e.getCause().getClass().getSimpleName()
                      + ").";
          err.println("metergate: " + meters + ": " + parts.redaction().hide(reason));
        }
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
