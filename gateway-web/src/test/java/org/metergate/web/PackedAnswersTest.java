// SPDX-License-Identifier: Apache-2.0
package org.metergate.web;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Unit;
import org.metergate.web.page.Today;

/** What goes over the wire: packed, and little of it. */
@Timeout(60)
class PackedAnswersTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final Household house = Household.with("electricity");
  private StatusPage page;

  @BeforeEach
  void start() throws WebException {
    house.telegram("electricity", 1482);
    page = StatusPage.start(new WebAddress("127.0.0.1", 0), house.sources());
  }

  @AfterEach
  void stop() {
    page.close();
  }

  private HttpResponse<byte[]> get(String address, String accepted) throws Exception {
    return CLIENT.send(request(address, accepted), BodyHandlers.ofByteArray());
  }

  private HttpRequest request(String address, String accepted) {
    URI uri = page.uri().resolve(address);
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20));
    return (accepted.isEmpty() ? request : request.header("Accept-Encoding", accepted)).build();
  }

  private static byte[] unpacked(byte[] packed) throws Exception {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return in.readAllBytes();
    }
  }

  private static Optional<String> encoding(HttpResponse<?> answer) {
    return answer.headers().firstValue("Content-Encoding");
  }

  @Test
  void everyKindOfAnswerIsPackedForWhoeverAcceptsIt() throws Exception {
    for (String address :
        List.of("", "meter?name=electricity", "style.css", "page.js", "health", "api/v1/live")) {
      HttpResponse<byte[]> plain = get(address, "");
      assertEquals(Optional.empty(), encoding(plain), address);
      for (int again = 0; again < 2; again++) {
        HttpResponse<byte[]> packed = get(address, "br;q=1, gzip;q=0.5");
        assertEquals(Optional.of("gzip"), encoding(packed), address);
        assertEquals(Optional.of("Accept-Encoding"), packed.headers().firstValue("Vary"));
        assertArrayEquals(plain.body(), unpacked(packed.body()), address);
        assertTrue(packed.body().length < plain.body().length / 2 + 100, address);
      }
      for (String refused : List.of("identity", "gzip;q=0", "br", "\"")) {
        HttpResponse<byte[]> unpacked = get(address, refused);
        assertEquals(200, unpacked.statusCode(), refused);
        assertEquals(Optional.empty(), encoding(unpacked), refused);
      }
    }
  }

  @Test
  void aPackedFileThatIsKnownIsNotSentAgain() throws Exception {
    String tag = get("style.css", "gzip").headers().firstValue("ETag").orElseThrow();
    assertTrue(tag.startsWith("W/\""), tag);
    HttpRequest again =
        HttpRequest.newBuilder(page.uri().resolve("style.css"))
            .header("Accept-Encoding", "gzip")
            .header("If-None-Match", tag)
            .build();
    HttpResponse<byte[]> answer = CLIENT.send(again, BodyHandlers.ofByteArray());
    assertEquals(304, answer.statusCode());
    assertEquals(0, answer.body().length);
  }

  /** An event that waited in a compressor for the next one would be seen too late. */
  @Test
  void eventsArePackedAndNoneWaitsForTheNext() throws Exception {
    HttpResponse<InputStream> answer =
        CLIENT.send(request("live", "gzip"), BodyHandlers.ofInputStream());
    assertEquals(Optional.of("gzip"), encoding(answer));
    try (InputStream events = new GZIPInputStream(answer.body())) {
      next(events, "\"f0n\":\"1\u202F482\"");
      for (int watts = 2000; watts < 2020; watts++) {
        house.telegram("electricity", watts);
        next(events, "\"f0n\":\"2\u202F0" + Integer.toString(watts).substring(2) + '"');
      }
    }
  }

  /** Reads until something arrives; a reader of lines would wait until its buffer is full. */
  private static void next(InputStream events, String part) throws Exception {
    ByteArrayOutputStream seen = new ByteArrayOutputStream();
    byte[] some = new byte[4096];
    while (!seen.toString(StandardCharsets.UTF_8).contains(part)) {
      int count = events.read(some);
      assertTrue(count > 0, "the stream ended");
      seen.write(some, 0, count);
    }
  }

  @Test
  void theFirstViewOfSixMetersWithEverythingWeighsLessThan60Kilobytes() throws Exception {
    Today today =
        new Today(
            Quantities.ENERGY_IMPORT,
            Unit.KWH,
            Optional.of(new java.math.BigDecimal("3.2")),
            Optional.of(new java.math.BigDecimal("8.1")),
            false);
    for (int i = 0; i < 6; i++) {
      String name = i == 0 ? "electricity" : "meter-" + i;
      house.meter(name, "serial:/dev/ttyUSB" + i);
      house.telegram(name, 1000 + i, Household.NOT_AUTHENTICATED.with());
      house.today.put(name, List.of(today));
    }
    house.silence("meter-2");
    house.outputs.add(
        house.output("home", 3, Duration.ofHours(3), Household.BROKER_REFUSED.with("broker", "b")));
    int all = 0;
    StringBuilder each = new StringBuilder();
    for (String address : List.of("", "style.css", "page.js", "icon.svg")) {
      int bytes = get(address, "gzip").body().length;
      all += bytes;
      each.append('/').append(address).append(' ').append(bytes).append(" bytes, ");
    }
    System.out.println("first view: " + each + "together " + all);
    assertTrue(all < 30_000, each.toString());
  }
}
