// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.metergate.health.MeterChain;
import org.metergate.journal.Journal;
import org.metergate.journal.JournalSettings;
import org.metergate.kit.ClockHost;
import org.metergate.kit.ScriptedLink;
import org.metergate.retry.BackOff;
import org.metergate.spi.driver.AdjustableTotals;
import org.metergate.spi.driver.ByteDriver;
import org.metergate.spi.driver.MeterSession;
import org.metergate.spi.driver.Session;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.ByteLinkProvider;
import org.metergate.spi.link.Host;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.link.LinkUri;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Unit;
import org.metergate.time.VirtualTime;

/** A total that is set back, or not, while its driver reads on. */
class AdjustedTotalTest {
  @TempDir private Path folder;

  private final VirtualTime time = new VirtualTime(Instant.parse("2026-01-07T12:00:00Z"));
  private final List<Answer> answers = new ArrayList<>();
  private LinkSupervisor supervisor;

  /** What a driver does with a request. */
  private enum Answer {
    SETS,
    SETS_AND_PUBLISHES,
    REFUSES,
    FAILS,
    PUBLISHES_AND_FAILS
  }

  /** A driver that is asked to set its total to 5, and publishes on the thread of its link. */
  private final class Counting implements ByteDriver, AdjustableTotals {
    private MeterSession meter;
    private Answer present;

    @Override
    public LineSettings settings() {
      return LineSettings.eightNone(2400);
    }

    @Override
    public Duration normalSilence() {
      return Duration.ofMinutes(1);
    }

    @Override
    public Duration usualInterval() {
      return Duration.ofSeconds(10);
    }

    @Override
    public void session(ByteLink link, Session session)
        throws LinkLostException, InterruptedException {
      meter = session.meter("water");
      publish("1000");
      for (Answer answer : answers) {
        session.pause(Duration.ofSeconds(10));
        ask(answer);
      }
      session.pause(Duration.ofSeconds(10));
      publish("6");
      session.pause(Duration.ofSeconds(10));
      publish("1001");
      throw new LinkLostException(LinkFindings.END_OF_INPUT.with("port", "x"), null);
    }

    private void ask(Answer answer) {
      present = answer;
      boolean sets = answer == Answer.SETS || answer == Answer.SETS_AND_PUBLISHES;
      try {
        supervisor.adjust("water", Optional.empty(), new BigDecimal("5"));
        assertTrue(sets);
      } catch (OptionException | IllegalStateException e) {
        assertFalse(sets, e::toString);
      }
    }

    @Override
    public Adjustment adjust(MeterSession own, Optional<String> quantity, BigDecimal display)
        throws OptionException {
      if (present == Answer.SETS_AND_PUBLISHES || present == Answer.PUBLISHES_AND_FAILS) {
        publish(display.toPlainString());
      }
      if (present == Answer.REFUSES) {
        throw new OptionException("quantity", "It is not counted.");
      }
      if (present == Answer.FAILS || present == Answer.PUBLISHES_AND_FAILS) {
        throw new IllegalStateException("as the test wants it");
      }
      return new Adjustment(Quantities.ENERGY_IMPORT, Unit.KWH, new BigDecimal("1000"), display);
    }

    private void publish(String total) {
      meter.publish(
          "1",
          Optional.empty(),
          List.of(
              Measurement.decimal(Quantities.ENERGY_IMPORT, new BigDecimal(total), Unit.KWH, "1")));
    }
  }

  @Test
  void isPublishedAlsoWhereItsReadingComesBeforeTheCommandIsDone() throws Exception {
    assertEquals(List.of("1000", "5", "6"), totals(Answer.SETS_AND_PUBLISHES).subList(0, 3));
  }

  @ParameterizedTest
  @EnumSource(names = {"REFUSES", "FAILS"})
  void isComparedWithWhatWasKnownWhereItWasNotSet(Answer answer) throws Exception {
    assertEquals(List.of("1000", "null", "1001"), totals(answer));
    assertEquals(List.of("1000", "null", "1001"), totals(answer, answer));
  }

  @Test
  void isComparedWithAReadingThatCameBeforeTheRequestFailed() throws Exception {
    assertEquals(List.of("1000", "5", "6"), totals(Answer.PUBLISHES_AND_FAILS).subList(0, 3));
  }

  @Test
  void isAcceptedAlsoWhereItIsNotSetOnceMoreBeforeItsReading() throws Exception {
    assertEquals(List.of("1000", "6"), totals(Answer.SETS, Answer.REFUSES).subList(0, 2));
  }

  /** Returns what is published of 1000, of what the driver publishes meanwhile, of 6 and 1001. */
  private List<String> totals(Answer... asked) throws Exception {
    answers.clear();
    answers.addAll(List.of(asked));
    Path file = Files.createTempDirectory(folder, "journal").resolve("journal.db");
    try (Journal journal = Journal.open(new JournalSettings(file, Duration.ofSeconds(60)), time)) {
      MeterChain chain = new MeterChain("water", time::now, (m, finding, change) -> {});
      ByteLinkProvider provider =
          new ByteLinkProvider() {
            @Override
            public String scheme() {
              return "test";
            }

            @Override
            public ByteLink open(LinkUri uri, LineSettings settings, Host host) {
              return new ScriptedLink(time);
            }
          };
      LinkSpec link =
          new LinkSpec(
              LinkUri.parse("test:x"), provider, "toy", new Counting(), Map.of("water", chain));
      supervisor = new LinkSupervisor(link, journal, new ClockHost(time), BackOff.usual());
      supervisor.run();
      return journal.readings().readAfter(0, 10).stream()
          .map(one -> String.valueOf(one.reading().measurements().get(0).value()))
          .toList();
    }
  }
}
