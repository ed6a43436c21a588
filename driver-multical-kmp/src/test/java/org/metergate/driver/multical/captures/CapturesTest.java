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

/** Every exchange behaves as its kind says; values are those that the other decoder found. */
@Tag("captures")
class CapturesTest {
  /** Answers of the logger whose content is told in the name of the exchange. */
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
    KitSession heard = Streams.listen(exchange.get("stream"));
    switch (exchange.get("kind")) {
      case "good", "echo", "synthetic" -> good(exchange, heard);
      case "request" -> request(exchange, heard);
      case "echo-only" -> {
        assertEquals(List.of(), heard.readings());
        assertEquals(1, heard.count(MulticalFindings.ECHO_ONLY));
      }
      case "bad-crc", "nul-stripped" -> damaged(heard, MulticalFindings.CHECKSUM.id());
      case "synthetic-partial" -> damaged(heard, MulticalFindings.ANSWER_CUT.id());
      default -> throw new AssertionError("unknown kind " + exchange.get("kind"));
    }
  }

  private static void damaged(KitSession heard, String id) {
    assertEquals(List.of(), heard.readings());
    assertEquals(0, heard.count(Stage.FRAMES));
    assertEquals(id, heard.findings().get(0).finding().code().id());
  }

  private static void request(Map<String, String> exchange, KitSession heard) {
    assertEquals(List.of(), heard.readings());
    String asks = Streams.parameter(heard, MulticalFindings.ECHO_ONLY, "asks");
    Optional<String> registers = part(exchange.get("verified"), "asks ");
    if (registers.isPresent()) {
      for (String register : registers.get().split(",")) {
        assertTrue(asks.matches(".*\\b" + register + "\\b.*"), asks);
      }
    } else {
      assertEquals("setting the clock", asks);
    }
  }

  private static void good(Map<String, String> exchange, KitSession heard) {
    if (exchange.get("id").equals(ACKNOWLEDGE)) {
      assertEquals(1, heard.count(MulticalFindings.ACKNOWLEDGED));
      return;
    }
    assertEquals(1, heard.count(Stage.FRAMES), heard.findings().toString());
    List<String> expected = expected(exchange);
    if (expected.isEmpty()) {
      assertTrue(
          exchange.get("id").equals(LAYOUT)
              || exchange.get("id").equals(EMPTY_LOGGER)
              || heard.count(MulticalFindings.NOTHING_KNOWN) == 1,
          "an answer without registers is told");
      assertEquals(List.of(), heard.readings());
      return;
    }
    Reading reading = heard.readings().get(0);
    assertEquals(1, heard.readings().size());
    assertEquals(expected, reading.measurements().stream().map(CapturesTest::text).toList());
  }

  /** What the other decoder found, each as {@code 60=55.006 MWh}. */
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
