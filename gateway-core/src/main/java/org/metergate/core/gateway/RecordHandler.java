// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.metergate.core.control.ControlAnswer;
import org.metergate.core.control.ControlCommand;
import org.metergate.core.control.ControlRefusal;
import org.metergate.core.control.ControlRequest;
import org.metergate.recording.RecordingEvent;
import org.metergate.recording.RecordingWriter;
import org.metergate.spi.time.TimeSource;

/**
 * Records what comes from all meters for a while: {@code record} with {@code seconds}, 1 to 300.
 * The facts are the recordings, by the meters of each link joined with commas. A burst gets the
 * time at which it ended; what goes to a meter is not recorded.
 */
final class RecordHandler implements ControlCommand {
  private static final int MOST_SECONDS = 300;

  /** Of the newest part of all recordings together: an answer has at most one megabyte. */
  private static final int MOST_CHARACTERS = 600_000;

  private final TimeSource time;
  private final List<Running> running = new CopyOnWriteArrayList<>();

  RecordHandler(TimeSource time) {
    this.time = time;
  }

  /** One request that is being served: written by the threads of links, read at its end. */
  private static final class Running {
    private final TimeSource time;
    private final long begin;
    private final Map<String, Deque<String>> lines = new TreeMap<>();
    private int characters;

    Running(TimeSource time) {
      this.time = time;
      this.begin = time.nanos();
    }

    synchronized void take(List<String> meters, byte[] bytes) {
      String line = lineOf(new RecordingEvent.Received(Math.max(0, time.nanos() - begin), bytes));
      lines.computeIfAbsent(String.join(",", meters), key -> new ArrayDeque<>()).addLast(line);
      characters += line.length();
      while (characters > MOST_CHARACTERS) {
        Deque<String> longest =
            Collections.max(lines.values(), Comparator.comparingInt(Deque::size));
        characters -= longest.removeFirst().length();
      }
    }

    synchronized Map<String, String> recordings() {
      Map<String, String> all = new TreeMap<>();
      lines.forEach(
          (meters, of) -> all.put(meters, RecordingWriter.HEADER + "\n" + String.join("", of)));
      return all;
    }

    private static String lineOf(RecordingEvent event) {
      StringBuilder text = new StringBuilder();
      try {
        new RecordingWriter(text).write(event);
      } catch (IOException e) {
        throw new UncheckedIOException(e); // never, into a text
      }
      return text.substring(text.indexOf("\n") + 1);
    }
  }

  /** Whether bytes are wanted now. Any thread. */
  boolean wantRaw() {
    return !running.isEmpty();
  }

  /** Takes one burst of a link. On its thread. */
  void raw(List<String> meters, byte[] bytes) {
    running.forEach(one -> one.take(meters, bytes));
  }

  @Override
  public String name() {
    return "record";
  }

  @Override
  public Duration timeout() {
    return Duration.ofSeconds(MOST_SECONDS + 10);
  }

  @Override
  public ControlAnswer run(ControlRequest request) throws ControlRefusal, InterruptedException {
    String seconds = request.required("seconds");
    if (!seconds.matches("[1-9]\\d{0,2}") || Integer.parseInt(seconds) > MOST_SECONDS) {
      throw new ControlRefusal("'seconds' must be a number from 1 to " + MOST_SECONDS + ".");
    }
    Running one = new Running(time);
    running.add(one);
    try {
      time.pause(Duration.ofSeconds(Integer.parseInt(seconds)));
    } finally {
      running.remove(one);
    }
    return new ControlAnswer(true, List.of(), one.recordings());
  }
}
