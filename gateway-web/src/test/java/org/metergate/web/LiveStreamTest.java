// SPDX-License-Identifier: Apache-2.0
package org.metergate.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.metergate.spi.reading.Quantities;
import org.metergate.testing.Await;
import org.metergate.web.LiveReader.Event;
import org.metergate.web.live.LiveStream;

/** The events that open pages receive, over a real connection. */
class LiveStreamTest {
  private static final Duration NEVER = Duration.ofHours(1);
  private final Household house = Household.with("electricity");
  private final List<LiveReader> readers = new ArrayList<>();
  private StatusPage page;

  @AfterEach
  void stop() throws Exception {
    page.close();
    for (LiveReader reader : readers) {
      reader.close();
    }
  }

  private void start(int clients, Duration heartbeat, Duration refresh, Duration idle)
      throws WebException {
    LiveStream.Limits live =
        new LiveStream.Limits(clients, heartbeat, refresh, Duration.ofMillis(20));
    page =
        StatusPage.start(
            new WebAddress("127.0.0.1", 0),
            house.sources(),
            new StatusPage.Limits(idle, ConnectionBounds.Limits.STANDARD, live));
  }

  @Test
  void beginsWithEverything() throws Exception {
    start(5, NEVER, NEVER, NEVER);
    LiveReader reader = new LiveReader(page.uri());
    Event hello = reader.next();
    assertEquals("hello", hello.name());
    assertEquals("2026-01-07T12:00:00Z", hello.data().get(0));
    assertTrue(Http.get(page.uri()).body().contains("data-build=\"" + hello.data().get(1)));
    assertEquals("summary meter-electricity outputs", hello.data().get(2));
    for (String id : List.of("summary", "meter-electricity", "outputs")) {
      assertTrue(reader.next().data().get(1).startsWith("<section id=\"" + id + "\""), id);
    }
  }

  @Test
  void sendsANewReadingAndOnlyWhatItChanged() throws Exception {
    start(5, NEVER, NEVER, NEVER);
    LiveReader reader = opened();
    house.telegram("electricity", 1482);
    assertEquals("summary", id(reader.next()));
    Event card = reader.next();
    assertEquals("meter-electricity", id(card));
    assertTrue(card.data().get(1).contains("<span class=\"number\">1482</span>"));
    house.pause(Duration.ofSeconds(10));
    house.telegram("electricity", 1483);
    assertTrue(reader.next().data().get(0).equals("2026-01-07T12:00:10Z"));
    assertTrue(reader.next().data().get(1).contains("<span class=\"number\">1483</span>"));
  }

  @Test
  void findsChangesWithoutNotificationAndSendsNothingWhileOnlyAgesChange() throws Exception {
    start(5, Duration.ofMillis(100), Duration.ofMillis(10), NEVER);
    house.telegram("electricity", 1482);
    LiveReader reader = opened();
    for (int beat = 0; beat < 3; beat++) {
      house.pause(Duration.ofSeconds(5));
      assertEquals("beat", reader.next().name());
    }
    house.silence("electricity");
    Event change = reader.next("part");
    assertEquals("summary", id(change));
    assertTrue(change.data().get(1).contains("Nothing has come from the meter"));
  }

  @Test
  void changeOfHealthThatIsNotifiedIsSentAtOnce() throws Exception {
    start(5, NEVER, NEVER, NEVER);
    LiveReader reader = opened();
    house.silence("electricity");
    page.changed();
    assertEquals("summary", id(reader.next()));
  }

  @Test
  void newMeterChangesTheLayout() throws Exception {
    start(5, NEVER, NEVER, NEVER);
    LiveReader reader = opened();
    house.meter("heat", "serial:/dev/ttyUSB0");
    page.changed();
    assertEquals(
        "summary meter-electricity meter-heat outputs", reader.next("hello").data().get(2));
  }

  @Test
  void theOldestPageGivesWayToOneTooMany() throws Exception {
    start(2, NEVER, NEVER, NEVER);
    LiveReader oldest = opened();
    LiveReader second = opened();
    LiveReader third = opened();
    assertEquals("end", oldest.next().name());
    assertEquals(2, page.openPages());
    house.telegram("electricity", 1482);
    second.next("part");
    third.next("part");
  }

  @Test
  void closedPageIsForgotten() throws Exception {
    start(5, Duration.ofMillis(20), Duration.ofMillis(10), NEVER);
    LiveReader reader = opened();
    assertEquals(1, page.openPages());
    reader.close();
    Await.until("no page is open", () -> page.openPages() == 0);
  }

  @Test
  void pageThatAcceptsNothingIsDroppedAndBlocksNoOther() throws Exception {
    start(5, Duration.ofMillis(100), Duration.ofMillis(50), Duration.ofSeconds(1));
    try (Socket slow = new Socket()) {
      slow.setReceiveBufferSize(4096);
      slow.connect(new InetSocketAddress("127.0.0.1", page.uri().getPort()));
      slow.getOutputStream()
          .write(
              "GET /live HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      Await.until("the slow page is open", () -> page.openPages() == 1);
      LiveReader quick = opened();
      List<Integer> sizes = new ArrayList<>();
      Await.until(
          "the slow page is dropped",
          () -> {
            String text = sizes.size() + "x".repeat(400_000);
            house.telegram("electricity", List.of(Household.text(Quantities.LIST_ID, text, "r")));
            sizes.add(quick.next("part").data().size());
            return page.openPages() == 1;
          });
      house.telegram("electricity", 1482);
      Event last = quick.next("part");
      while (!last.data().get(1).contains("<span class=\"number\">1482</span>")) {
        last = quick.next("part");
      }
    }
  }

  @Test
  void streamsEndWhenThePageIsClosed() throws Exception {
    start(5, NEVER, NEVER, NEVER);
    LiveReader reader = opened();
    page.close();
    assertEquals("end", reader.next().name());
    assertEquals(0, page.openPages());
  }

  private LiveReader reader() throws Exception {
    LiveReader reader = new LiveReader(page.uri());
    readers.add(reader);
    return reader;
  }

  /** Returns a page that has received all parts once. */
  private LiveReader opened() throws Exception {
    LiveReader reader = reader();
    Event part = reader.next("part");
    while (!id(part).equals("outputs")) {
      part = reader.next("part");
    }
    return reader;
  }

  private static String id(Event event) {
    return event.data().get(1).replaceFirst("<section id=\"([^\"]*)\".*", "$1");
  }
}
