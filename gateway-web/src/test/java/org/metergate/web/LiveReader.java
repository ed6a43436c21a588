// SPDX-License-Identifier: Apache-2.0
package org.metergate.web;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Reads the events of a page on a thread of its own. */
final class LiveReader {
  /** One event with its lines of data. */
  record Event(String name, List<String> data) {}

  private final InputStream stream;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final Thread thread;

  /** Opens a stream of events. */
  LiveReader(URI live) throws Exception {
    this.stream = Http.stream(live).body();
    this.thread = new Thread(this::read, "live-reader");
    thread.start();
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      String name = "";
      List<String> data = new ArrayList<>();
      for (String line; (line = lines.readLine()) != null; ) {
        if (line.startsWith("event: ")) {
          name = line.substring(7);
        } else if (line.startsWith("data: ")) {
          data.add(line.substring(6));
        } else if (line.isEmpty() && !name.isEmpty()) {
          events.add(new Event(name, List.copyOf(data)));
          name = "";
          data.clear();
        }
      }
      events.add(new Event("end", List.of()));
    } catch (IOException e) {
      events.add(new Event("broken", List.of()));
    }
  }

  /** Waits for the next event, whatever it is. */
  Event next() throws InterruptedException {
    Event event = events.poll(20, TimeUnit.SECONDS);
    if (event == null) {
      throw new AssertionError("no event arrived");
    }
    return event;
  }

  /** Waits for the next event of that name and ignores others. */
  Event next(String name) throws InterruptedException {
    Event event = next();
    while (!event.name().equals(name)) {
      event = next();
    }
    return event;
  }

  /** Closes the stream, as when a person closes the page. */
  void close() throws IOException {
    stream.close();
    thread.interrupt();
  }
}
