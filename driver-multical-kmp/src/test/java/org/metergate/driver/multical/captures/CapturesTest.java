// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical.captures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.metergate.driver.multical.MulticalFindings;
import org.metergate.driver.multical.Streams;
import org.metergate.kit.KitSession;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Value;

/** Every exchange behaves according to its kind; values are those of the other decoder. */
@Tag("captures")
class CapturesTest {
  /** Answers of the logger whose content is described by the name of the exchange. */
  private static final String LAYOUT = "jk-2";

  private static final String EMPTY_LOGGER = "jk-3";
  private static final String ACKNOWLEDGE = "doc-4";

  @TestFactory
  Stream<DynamicTest> everyExchangeBehavesAsItsKindSays() throws Exception {
    List<Map<String, String>> cases = Cases.orSkip();
    assertTrue(cases.size() >= 31, "there were 31");
    return cases.stream().map(c -> DynamicTest.dynamicTest(c.get("id"), () -> check(c)));
  }

  private static void check(Map<String, String> exchange) throws Exception {
    KitSession received = Streams.listen(exchange.get("stream"));
    switch (exchange.get("kind")) {
      case "good", "echo", "synthetic" -> good(exchange, received);
      case "request" -> request(exchange, received);
      case "echo-only" -> {
        assertEquals(List.of(), received.readings());
        assertEquals(1, received.count(MulticalFindings.ECHO_ONLY));
      }
      case "bad-crc", "nul-stripped" -> damaged(received, MulticalFindings.CHECKSUM.id());
      case "synthetic-partial" -> damaged(received, MulticalFindings.ANSWER_CUT.id());
      default -> throw new AssertionError("unknown kind " + exchange.get("kind"));
    }
  }

  private static void damaged(KitSession received, String id) {
    assertEquals(List.of(), received.readings());
    assertEquals(0, received.count(Stage.FRAMES));
    assertEquals(id, received.findings().get(0).finding().code().id());
  }

  private static void request(Map<String, String> exchange, KitSession received) {
    assertEquals(List.of(), received.readings());
    String asks = Streams.parameter(received, MulticalFindings.ECHO_ONLY, "asks");
    Optional<String> registers = part(exchange.get("verified"), "asks ");
    if (registers.isPresent()) {
      for (String register : registers.get().split(",")) {
        assertTrue(asks.matches(".*\\b" + register + "\\b.*"), asks);
      }
    } else {
      assertEquals("setting the clock", asks);
    }
  }

  private static void good(Map<String, String> exchange, KitSession received) {
    if (exchange.get("id").equals(ACKNOWLEDGE)) {
      assertEquals(1, received.count(MulticalFindings.ACKNOWLEDGED));
      return;
    }
    assertEquals(1, received.count(Stage.FRAMES), received.findings().toString());
    List<String> expected = expected(exchange);
    if (expected.isEmpty()) {
      assertTrue(
          exchange.get("id").equals(LAYOUT)
              || exchange.get("id").equals(EMPTY_LOGGER)
              || received.count(MulticalFindings.NOTHING_KNOWN) == 1,
          "an answer without registers is reported");
      assertEquals(List.of(), received.readings());
      return;
    }
    Reading reading = received.readings().get(0);
    assertEquals(1, received.readings().size());
    assertEquals(expected, reading.measurements().stream().map(CapturesTest::text).toList());
  }

  /** The output of the other decoder, each value as {@code 60=55.006 MWh}. */
  private static List<String> expected(Map<String, String> exchange) {
    List<String> expected = new ArrayList<>();
    String answer = exchange.get("verified");
    answer = answer.substring(answer.indexOf("rsp "));
    Optional<String> serial = part(answer, "serial ");
    Optional<String> type = part(answer, "type ");
    if (serial.isPresent()) {
      return List.of("command 02=" + serial.get());
    }
    if (type.isPresent()) {
      return List.of("command 01=0004", "command 01=F1"); // the document's own example
    }
    for (String part : answer.split("\\| ")) {
      if (part.matches("\\d+=.*")) {
        for (String value : part.split("; ")) {
          expected.add(value.replaceAll(" // .*| yy:mm:dd| hh:mm:ss| number", "").strip());
        }
      }
    }
    return expected;
  }

  private static Optional<String> part(String text, String name) {
    int at = text.indexOf(name);
    if (at < 0) {
      return Optional.empty();
    }
    String rest = text.substring(at + name.length());
    return Optional.of(rest.split("[ |]")[0]);
  }

  private static String text(Measurement one) {
    String value = one.value().toString();
    if (one.value() instanceof Value.Decimal decimal) {
      value = new BigDecimal(decimal.toString()).toPlainString();
    } else if (one.value() instanceof Value.Moment moment) {
      value = moment.time().local().toLocalDate().toString();
    }
    String unit = one.unit().ascii().replace("degC", "C").replaceAll("^d$", "days");
    return (one.register() + "=" + value + " " + unit).strip();
  }
}
