// SPDX-License-Identifier: Apache-2.0
package org.metergate.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
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
    LiveReader reader = reader("live");
    Event hello = reader.next();
    assertEquals("hello", hello.name());
    assertEquals("2026-01-07T12:00:00Z", hello.data().get(0));
    assertTrue(Http.get(page.uri()).body().contains("data-build=\"" + hello.data().get(1)));
    assertEquals(List.of("summary", "meter-electricity", "outputs"), ids(hello));
    String page = Http.get(page()).body();
    Matcher form = Pattern.compile("data-form=\"(\\w+)\"").matcher(page);
    while (form.find()) {
      assertTrue(hello.data().get(2).contains("\"" + form.group(1) + "\""), form.group(1));
    }
    Event values = reader.next();
    assertEquals("values", values.name());
    for (String id : List.of("summary", "meter-electricity", "outputs")) {
      assertTrue(values.data().get(1).contains("\"" + id + "\":{\"self\":"), id);
    }
  }

  private URI page() {
    return page.uri();
  }

  @Test
  void sendsANewReadingAsValuesAndOnlyWhatItChanged() throws Exception {
    start(5, NEVER, NEVER, NEVER);
    house.telegram("electricity", 1482);
    LiveReader reader = opened();
    house.pause(Duration.ofSeconds(10));
    house.telegram("electricity", 1483);
    Event values = reader.next();
    assertEquals("values", values.name());
    assertEquals("2026-01-07T12:00:10Z", values.data().get(0));
    String json = values.data().get(1);
    assertTrue(json.contains("\"f0n\":\"1\u202F483\""), json);
    assertFalse(json.contains("913.000"), "the counter stayed: " + json);
    assertFalse(json.contains("<"), "no HTML: " + json);
    assertTrue(json.length() < 2000, json.length() + " characters: " + json);
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
    assertEquals("summary", change.data().get(1));
    assertTrue(change.data().get(2).contains("Nothing has come from the meter"));
  }

  @Test
  void changeOfHealthThatIsNotifiedIsSentAtOnce() throws Exception {
    start(5, NEVER, NEVER, NEVER);
    LiveReader reader = opened();
    house.silence("electricity");
    page.changed();
    assertEquals("summary", reader.next("part").data().get(1));
  }

  @Test
  void newMeterChangesTheLayout() throws Exception {
    start(5, NEVER, NEVER, NEVER);
    LiveReader reader = opened();
    house.meter("heat", "serial:/dev/ttyUSB0");
    page.changed();
    assertEquals(
        List.of("summary", "meter-electricity", "meter-heat", "outputs"),
        ids(reader.next("hello")));
  }

  @Test
  void aMeterThatFailsMovesToTheFront() throws Exception {
    start(5, NEVER, NEVER, NEVER);
    house.meter("heat", "serial:/dev/ttyUSB0");
    house.telegram("electricity", 1);
    house.telegram("heat", 1);
    LiveReader reader = opened();
    house.silence("heat");
    page.changed();
    assertEquals(
        List.of("summary", "meter-heat", "meter-electricity", "outputs"),
        ids(reader.next("hello")));
  }

  @Test
  void thePageOfAMeterHasEventsOfItsOwn() throws Exception {
    start(5, NEVER, NEVER, NEVER);
    house.meter("heat", "serial:/dev/ttyUSB0");
    house.telegram("heat", 1);
    LiveReader heat = reader("live?meter=heat");
    assertEquals(List.of("summary", "meter-heat", "values"), ids(heat.next("hello")));
    heat.next("values");
    LiveReader overview = opened();
    house.telegram("electricity", 7);
    overview.next("part");
    house.telegram("heat", 77);
    assertTrue(heat.next("values").data().get(1).contains("\"v3n\":\"77\""));
    assertEquals(503, Http.get(page.uri().resolve("live?meter=nobody")).statusCode());
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
            house.labels.put("electricity", text);
            page.changed();
            sizes.add(quick.next("part").data().size());
            return page.openPages() == 1;
          });
      house.telegram("electricity", 1482);
      Event last = quick.next();
      while (!last.data().toString().contains("1\u202F482")) {
        last = quick.next();
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

  private LiveReader reader(String address) throws Exception {
    LiveReader reader = new LiveReader(page.uri().resolve(address));
    readers.add(reader);
    return reader;
  }

  /** Returns a page that has received all values once. */
  private LiveReader opened() throws Exception {
    LiveReader reader = reader("live");
    reader.next("values");
    return reader;
  }

  /** Returns the ids of the parts in their order. */
  private static List<String> ids(Event hello) {
    return Pattern.compile("\\[\"([^\"]*)\",")
        .matcher(hello.data().get(2))
        .results()
        .map(found -> found.group(1))
        .toList();
  }
}
