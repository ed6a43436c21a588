// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.spi.driver.ByteDriver;
import org.metergate.spi.driver.KeptReader;
import org.metergate.spi.driver.MeterSession;
import org.metergate.spi.driver.Session;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterTime;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Reading;

class LateKeysTest {
  private static final String A1 = "0102030405060708090A0B0C0D0E0F10";
  private static final String A2 = "1112131415161718191A1B1C1D1E1F20";
  private static final String B1 = "2122232425262728292A2B2C2D2E2F30";
  private static final String B2 = "3132333435363738393A3B3C3D3E3F40";
  private static final Map<String, String> NONE = Map.of();
  private static final Map<String, String> KEYS_A = LateScene.keys(A1, A2);
  private static final Map<String, String> KEYS_B = LateScene.keys(B1, B2);
  private static final String METER_A = meter(A1, A2, 12345678, 1000);
  private static final String METER_B = meter(B1, B2, 12345678, 5000);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir Path folder;
  private LateScene scene;

  private static String meter(String encryption, String authentication, int serial, int counter) {
    return String.format(
        "encryption-key=%s&authentication-key=%s&serial=%d&counter=%d",
        encryption, authentication, serial, counter);
  }

  /** All of a reading but its origin. */
  private record Said(Instant at, long telegram, Optional<MeterTime> clock, List<Measurement> all) {
    static List<Said> of(List<Reading> readings) {
      return readings.stream()
          .map(r -> new Said(r.receivedAt(), r.telegram(), r.meterTime(), r.measurements()))
          .toList();
    }
  }

  @BeforeEach
  void open() throws Exception {
    scene = new LateScene(folder);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  /** The readings of the same hour when the keys are set from the beginning. */
  private List<Said> inTime(String meter, Duration length) throws Exception {
    try (LateScene other = new LateScene(Files.createTempDirectory(folder, "in-time"))) {
      other.run(KEYS_A, meter, length);
      return Said.of(other.readings(Origin.LIVE));
    }
  }

  @Test
  void anHourWithoutKeysIsReadInOrderAndWithItsTimesWhenTheyCome() throws Exception {
    scene.run(NONE, METER_A, HOUR);
    List<Said> expected = inTime(METER_A, HOUR);
    assertTrue(expected.size() >= 359, () -> expected.size() + " telegrams");
    assertEquals(0, scene.readings(Origin.LATE).size());
    assertEquals(expected.size(), scene.kept());
    Instant restart = scene.time.now();
    scene.run(KEYS_A, meter(A1, A2, 12345678, 1360), MINUTE);
    assertEquals(expected, Said.of(scene.readings(Origin.LATE)));
    List<Reading> live = scene.readings(Origin.LIVE);
    assertTrue(live.size() >= 5, () -> live.size() + " live readings");
    assertTrue(live.stream().allMatch(reading -> reading.receivedAt().isAfter(restart)));
    assertEquals(
        live.get(live.size() - 1),
        scene.journal.readings().newestOf(LateScene.METER).orElseThrow().reading(),
        "what was read late is not current");
    assertEquals(1, countReported("read-late {count=" + expected.size() + "}"));
    assertEquals(
        0,
        countReported("counter-stepped-back")
            + countReported("messages-lost")
            + countReported("message-old"));
    assertEquals(0, scene.kept());
  }

  @Test
  void whatWasReadLateIsNotReadAgainByTheNextStart() throws Exception {
    scene.run(NONE, METER_A, MINUTE);
    int kept = scene.kept();
    scene.run(KEYS_A, meter(A1, A2, 12345678, 2000), MINUTE);
    scene.run(KEYS_A, meter(A1, A2, 12345678, 3000), MINUTE);
    assertEquals(kept, scene.readings(Origin.LATE).size());
    assertEquals(1, countReported("read-late"));
  }

  @Test
  void wrongKeysKeepWhatTheyCannotOpenUntilTheRightOnesCome() throws Exception {
    List<Said> expected = inTime(METER_A, MINUTE.multipliedBy(10));
    scene.run(KEYS_B, METER_A, MINUTE.multipliedBy(10));
    assertEquals(1, countReported("BEGAN wrong-encryption-key"));
    scene.run(LateScene.keys(A1, B2), meter(A1, A2, 12345678, 1060), MINUTE);
    int before = scene.kept();
    assertTrue(before > expected.size());
    assertEquals(0, scene.readings(Origin.LATE).size() + scene.readings(Origin.LIVE).size());
    scene.run(KEYS_A, meter(A1, A2, 12345678, 1100), MINUTE);
    List<Said> late = Said.of(scene.readings(Origin.LATE));
    assertEquals(before, late.size());
    assertEquals(expected, late.subList(0, expected.size()));
    assertEquals(0, scene.kept());
  }

  @Test
  void keysRenewedMidwayOpenEachTheirOwnPart() throws Exception {
    scene.run(KEYS_A, METER_A, MINUTE);
    int live = scene.readings(Origin.LIVE).size();
    scene.run(KEYS_A, METER_B, MINUTE); // renewed without notice
    int ofB = scene.kept();
    scene.run(NONE, meter(A1, A2, 12345678, 7000), MINUTE); // changed back, keys taken out
    int ofA = scene.kept() - ofB;
    assertTrue(live >= 5 && ofB >= 5 && ofA >= 5);
    scene.run(KEYS_B, meter(B1, B2, 12345678, 8000), MINUTE);
    assertEquals(ofB, scene.readings(Origin.LATE).size());
    assertEquals(ofA, scene.kept());
    scene.run(KEYS_A, meter(A1, A2, 12345678, 9000), MINUTE);
    assertEquals(ofA + ofB, scene.readings(Origin.LATE).size());
    assertEquals(0, scene.kept());
  }

  @Test
  void framesOfAnotherMeterStay() throws Exception {
    scene.run(NONE, meter(B1, B2, 87654321, 10), MINUTE);
    int foreign = scene.kept();
    scene.run(NONE, METER_A, MINUTE);
    int own = scene.kept() - foreign;
    scene.run(KEYS_A, meter(A1, A2, 12345678, 2000), MINUTE);
    List<Reading> late = scene.readings(Origin.LATE);
    assertEquals(own, late.size());
    assertTrue(late.stream().allMatch(r -> r.meter().identifier().equals("12345678")));
    assertEquals(foreign, scene.kept());
  }

  @Test
  void anyNumberOfKeptFramesLetsTheLinkOpenSoonAndIsReadWhileNothingComes() throws Exception {
    for (int i = 0; i < 1000; i++) {
      scene.journal.undecoded().keep(LateScene.METER, new byte[] {1}, scene.time.now());
    }
    List<Duration> tried = new ArrayList<>();
    Instant start = scene.time.now();
    KeptReader slow =
        frame -> {
          scene.time.advanceTo(scene.time.nanos() + Duration.ofMillis(10).toNanos());
          tried.add(Duration.between(start, scene.time.now()));
          return true;
        };
    List<Duration> began = new ArrayList<>();
    scene.run(
        new Listening(slow, () -> began.add(Duration.between(start, scene.time.now()))),
        "encrypted=true",
        MINUTE);
    assertEquals(List.of(Duration.ofSeconds(2)), began, "two seconds of the ten");
    assertEquals(1000, tried.size());
    assertTrue(tried.get(999).compareTo(MINUTE) < 0, () -> "the last after " + tried.get(999));
    assertEquals(0, scene.kept());
  }

  private long countReported(String what) {
    return scene.reported.stream().filter(text -> text.contains(what)).count();
  }

  /** A driver that only listens, and tries the kept frames. */
  private record Listening(KeptReader reader, Runnable began) implements ByteDriver {
    @Override
    public LineSettings settings() {
      return LineSettings.eightNone(2400);
    }

    @Override
    public Duration normalSilence() {
      return MINUTE;
    }

    @Override
    public Duration usualInterval() {
      return MINUTE;
    }

    @Override
    public void session(ByteLink link, Session session)
        throws LinkLostException, InterruptedException {
      began.run();
      byte[] chunk = new byte[2048];
      while (true) {
        link.read(chunk, Duration.ofMillis(500));
      }
    }

    @Override
    public Optional<KeptReader> keptReader(MeterSession session) {
      return Optional.of(reader);
    }
  }
}
