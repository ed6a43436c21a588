// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.led;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.metergate.health.GatewayHealth;
import org.metergate.health.MeterChain;
import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.link.LinkUri;
import org.metergate.testing.Await;

class LedsTest {
  private static final Map<String, LinkUri> LINES =
      Map.of(
          "power", LinkUri.parse("gpio:5"),
          "data", LinkUri.parse("gpio:6?active=low"),
          "fault", LinkUri.parse("gpio:13"));
  private static final long MS = 1_000_000;

  private final List<String> reported = new ArrayList<>();
  private final MeterChain chain = new MeterChain("el", Instant::now, (m, f, c) -> {});

  private GatewayHealth health() {
    return new GatewayHealth("test", List.of(chain.snapshot()), List.of());
  }

  private Leds leds(LampBoard board) {
    return new Leds(
        LINES,
        this::health,
        board,
        (lamp, f, change) -> reported.add(lamp + " " + change + " " + f));
  }

  private void breaks(Stage stage) {
    chain.find(new FindingCode("broken", stage, FindingCode.Kind.FAULT).with());
  }

  @Test
  void areDarkBeforeTheStartAndAfterTheEndAndLitBetween() throws Exception {
    LampBoard board = new LampBoard();
    try (Leds leds = leds(board)) {
      assertEquals(Optional.empty(), board.driven(5));
      leds.start();
      Await.until("power", Duration.ofSeconds(20), () -> board.driven(5).equals(Optional.of(true)));
      Await.until("data", Duration.ofSeconds(20), () -> board.driven(6).equals(Optional.of(true)));
    }
    assertEquals(Optional.empty(), board.driven(5), "released");
    assertEquals(Optional.empty(), board.driven(13));
    try (Leds leds = leds(board)) {
      leds.start();
      Await.until("power again", Duration.ofSeconds(20), () -> board.driven(5).isPresent());
    }
    assertEquals(List.of(), reported);
  }

  @Test
  void dataBlinksOnceForAReading() throws Exception {
    LampBoard board = new LampBoard();
    Leds leds = leds(board);
    long now = board.nanos();
    leds.step(now, false);
    assertEquals(Optional.of(true), board.driven(6), "dark, and wired to the supply");
    leds.step(now + MS, true);
    assertEquals(Optional.of(false), board.driven(6));
    leds.step(now + 60 * MS, false);
    assertEquals(Optional.of(false), board.driven(6));
    leds.step(now + 62 * MS, false);
    assertEquals(Optional.of(true), board.driven(6));
  }

  @ParameterizedTest
  @EnumSource(
      value = Stage.class,
      names = {"DELIVERED"},
      mode = EnumSource.Mode.EXCLUDE)
  void faultBlinksTheNumberOfTheFirstBrokenLink(Stage stage) throws Exception {
    LampBoard board = new LampBoard();
    Leds leds = leds(board);
    breaks(Stage.STORED);
    breaks(stage);
    long now = board.nanos();
    int blinks = 0;
    Optional<Boolean> before = Optional.of(false);
    for (int step = 0; step <= 20 * (500 * (stage.ordinal() + 1) + 1500) / 1000; step++) {
      leds.step(now + step * 50 * MS, false);
      blinks +=
          board.driven(13).equals(Optional.of(true)) && before.equals(Optional.of(false)) ? 1 : 0;
      before = board.driven(13);
    }
    assertEquals(stage.ordinal() + 1, blinks - 1, "one round, and the first blink of the next");
  }

  @Test
  void aLampThatCannotBeDrivenIsReportedOnceAndTheOthersShine() throws Exception {
    LampBoard board = new LampBoard();
    Leds first = leds(board);
    first.step(board.nanos(), false);
    Leds second =
        new Leds(
            Map.of("power", LinkUri.parse("gpio:5"), "data", LinkUri.parse("gpio:7")),
            this::health,
            board,
            (lamp, f, change) -> reported.add(lamp + " " + change + " " + f.code().id()));
    second.step(board.nanos(), false);
    second.step(board.nanos(), false);
    assertEquals(List.of("leds.power BEGAN line-taken"), reported);
    assertTrue(board.driven(7).isPresent());
  }
}
