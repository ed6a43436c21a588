// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.metergate.testing.Await;
import org.metergate.testing.browser.Browser;

/**
 * Twenty pages that stay open: two in browsers, and the streams of eighteen more. Runs for {@code
 * -Dmetergate.pages.minutes}, ten by default.
 */
@Tag("slow")
@EnabledIfSystemProperty(named = "metergate.slow", matches = "true")
@Tag("browser")
class TwentyPagesIT {
  private static final int STREAMS = 18;
  private static final int MINUTES = Integer.getInteger("metergate.pages.minutes", 10);
  private static final int WARM = Math.min(2, MINUTES - 1);
  private static final int MORE_KILOBYTES = 8 * 1024;

  /** What the program uses. */
  private record Use(int kilobytes, int threads) {
    static Use of(GatewayProcess gateway) throws Exception {
      int kilobytes = 0;
      int threads = 0;
      Path status = Path.of("/proc", Long.toString(gateway.handle().pid()), "status");
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith("VmRSS:")) {
          kilobytes = Integer.parseInt(line.replaceAll("\\D", ""));
        } else if (line.startsWith("Threads:")) {
          threads = Integer.parseInt(line.replaceAll("\\D", ""));
        }
      }
      return new Use(kilobytes, threads);
    }
  }

  @Test
  void memoryAndThreadsStayFlatWhileTwentyPagesAreOpen(TestReporter figures) throws Exception {
    AtomicLong events = new AtomicLong();
    List<Stream<String>> open = new ArrayList<>();
    try (GatewayProcess gateway = GatewayProcess.start("demo", "--port", "0");
        Browser first = Browser.start();
        Browser second = Browser.start()) {
      String line = gateway.awaitLine("The status page is at ");
      URI page = URI.create(line.replaceFirst(".*The status page is at (\\S+).*", "$1"));
      first.open(page);
      second.open(page.resolve("meter?name=omnipower"));
      HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
      for (int i = 0; i < STREAMS; i++) {
        HttpRequest request = HttpRequest.newBuilder(page.resolve("live")).build();
        Stream<String> lines = http.send(request, BodyHandlers.ofLines()).body();
        open.add(lines);
        Thread reader =
            new Thread(
                () ->
                    lines
                        .filter(text -> text.startsWith("data:"))
                        .forEach(text -> events.incrementAndGet()),
                "stream-" + i);
        reader.setDaemon(true);
        reader.start();
      }
      List<Use> uses = new ArrayList<>();
      long start = System.nanoTime();
      for (int minute = 0; minute <= MINUTES; minute++) {
        long due = start + Duration.ofMinutes(minute).toNanos();
        Await.until("minute " + minute, Duration.ofSeconds(90), () -> System.nanoTime() - due >= 0);
        Use use = Use.of(gateway);
        uses.add(use);
        figures.publishEntry(
            "minute " + minute,
            use.kilobytes() + " kB, " + use.threads() + " threads, " + events + " events");
      }
      for (Browser browser : List.of(first, second)) {
        assertEquals("live", browser.evaluate("document.getElementById('connection').className"));
      }
      assertTrue(events.get() > (long) STREAMS * MINUTES * 6, events + " events");
      Use warm = uses.get(WARM);
      Use last = uses.get(uses.size() - 1);
      assertTrue(last.kilobytes() < warm.kilobytes() + MORE_KILOBYTES, uses::toString);
      assertTrue(last.threads() <= warm.threads() + 1, uses::toString);
    } finally {
      open.forEach(Stream::close);
    }
  }
}
