// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.metergate.testing.Await;

/** A command that runs while a test uses it; at the end it is asked to stop. */
final class LiveRun implements AutoCloseable {
  /**
   * The demo calculates the past of all its meters first, at noon 36 hours and in the evening 48: a
   * busy machine took 20 s for 25 hours.
   */
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Thread thread;
  private volatile int exitCode = -1;

  LiveRun(String... args) {
    thread =
        new Thread(
            () ->
                exitCode =
                    Main.commandLine()
                        .setOut(new PrintWriter(out, true))
                        .setErr(new PrintWriter(err, true))
                        .execute(args));
    thread.start();
  }

  /**
   * Waits until it has printed a line with this in it, on either output; returns the pattern's
   * first group. A line and its end are two writes: before the end, nothing may follow it.
   */
  String awaitGroup(String pattern) throws Exception {
    Pattern wanted = Pattern.compile("(?:" + pattern + ")[^\\n]*\\n");
    Await.until(
        "'" + pattern + "' in: " + out + err,
        LIMIT,
        () -> wanted.matcher(out.toString() + err).find() || !thread.isAlive());
    Matcher m = wanted.matcher(out.toString() + err);
    if (!m.find()) {
      throw new AssertionError("it ended with: " + out + err);
    }
    return m.group(1);
  }

  String out() {
    return out.toString();
  }

  /** Waits for it to end by itself. */
  Run end() throws Exception {
    thread.join(LIMIT.toMillis());
    if (thread.isAlive()) {
      throw new AssertionError("it does not end: " + out + err);
    }
    return new Run(exitCode, out.toString(), err.toString());
  }

  /** Asks it to stop. */
  Run stop() throws Exception {
    thread.interrupt();
    return end();
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(LIMIT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
