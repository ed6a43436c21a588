// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metergate.emulator.link.EmulatorLinkProvider;
import org.metergate.kit.ClockHost;
import org.metergate.kit.ScriptedLink;
import org.metergate.setup.cause.Cause;
import org.metergate.spi.discovery.Arrival;
import org.metergate.spi.discovery.Certainty;
import org.metergate.spi.discovery.Match;
import org.metergate.spi.discovery.Recognition;
import org.metergate.spi.discovery.Scan;
import org.metergate.spi.discovery.Trial;
import org.metergate.spi.driver.DriverProvider;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkUri;
import org.metergate.spi.time.TimeSource;
import org.metergate.time.VirtualTime;

/** The probe on virtual time, with emulated meters and scripted lines. */
class ProbeTest {
  private static final ProbeProgress NONE =
      new ProbeProgress() {
        @Override
        public void begins(Step step, LineSettings settings, Duration passed) {}

        @Override
        public void heard(Duration passed, int bytes) {}
      };

  private final VirtualTime time = new VirtualTime(Instant.parse("2026-03-01T10:00:07Z"));
  private final List<ProbeDriver> drivers = drivers();

  private static List<ProbeDriver> drivers() {
    List<DriverProvider> providers = new ArrayList<>();
    ServiceLoader.load(DriverProvider.class).forEach(providers::add);
    return ProbeDriver.of(providers);
  }

  private double seconds() {
    return time.nanos() / 1e9;
  }

  private Verdict probe(ByteLink link, boolean settable, boolean listenOnly) throws Exception {
    LinkLine line = LinkLine.unmarked(link, time, settable);
    return new Probe(line, drivers, listenOnly, time, NONE).run();
  }

  private ByteLink emulated(String uri) throws Exception {
    return new EmulatorLinkProvider()
        .open(LinkUri.parse(uri), LineSettings.eightNone(19_200), new ClockHost(time));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "emulator:omnipower | METER_WITHOUT_KEYS | omnipower-dlms | 2400 8N1",
        "emulator:omnipower?encrypted=false | METER | omnipower-dlms | 2400 8N1",
        "emulator:p1 | METER | p1-dtr | 115200 8N1",
        "emulator:p1?model=kamstrup-162 | METER | p1-dtr | 9600 8N1",
        "emulator:p1?model=luxembourg | METER_WITHOUT_KEYS | p1-dtr | 115200 8N1",
        "emulator:multical | METER | multical-kmp | 1200 8N2",
        "emulator:multical?model=382 | METER | multical-kmp | 9600 8N2",
        "emulator:multical?echo=true | METER | multical-kmp | 1200 8N2"
      })
  void recognisesEachEmulatedMeterWithin25Seconds(
      String uri, Cause cause, String driver, String settings) throws Exception {
    Verdict verdict = probe(emulated(uri), true, false);
    assertEquals(cause, verdict.cause());
    Recognised meter = verdict.meter().orElseThrow();
    assertEquals(driver, meter.driver());
    assertEquals(settings, meter.settings().toString());
    assertTrue(meter.readable());
    assertTrue(seconds() <= 25, seconds() + " s");
  }

  /** The meter must be asked for once a line was silent for longer than any push is. */
  @Test
  void listensBeforeItAsksAndNeverAsksIfNotAllowed() throws Exception {
    ScriptedLink link = new ScriptedLink(time).lostAt(Duration.ofHours(1));
    Verdict verdict = probe(link, true, true);
    assertEquals(Cause.SILENCE, verdict.cause());
    assertEquals(List.of(), link.written());
    assertEquals(List.of(true, false, true), link.requests());
    assertTrue(verdict.possible().contains(Cause.PUSH_OFF));
    assertTrue(seconds() <= 70, seconds() + " s");
  }

  /** A push once a minute is missed in less than 70 s, one every 10 s in less than 32 s. */
  @ParameterizedTest
  @CsvSource({
    "true, true, SURE, 69.5",
    "true, false, PROBABLY, 32",
    "false, true, PROBABLY, 32",
    "false, false, PROBABLY, 32"
  })
  void silenceIsSureOnlyAfterAWholeMinute(
      boolean settable, boolean listenOnly, Sureness sureness, double listened) throws Exception {
    ScriptedLink link = new ScriptedLink(time).lostAt(Duration.ofHours(1));
    Verdict verdict = probe(link, settable, listenOnly);
    assertEquals(Cause.SILENCE, verdict.cause());
    assertEquals(sureness, verdict.sureness());
    String seconds = verdict.evidence().get("seconds");
    assertTrue(Double.parseDouble(seconds) >= listened, seconds + " s");
    assertTrue(seconds() <= 70.1, seconds() + " s");
  }

  @Test
  void asksOnlyTheQuestionsOfTheDrivers() throws Exception {
    ScriptedLink link = new ScriptedLink(time).lostAt(Duration.ofHours(1));
    assertEquals(Cause.SILENCE, probe(link, true, false).cause());
    List<byte[]> known = new ArrayList<>();
    drivers.forEach(driver -> driver.trials().forEach(trial -> known.add(trial.question())));
    assertTrue(link.written().size() >= 5, link.written().size() + " questions");
    for (byte[] question : link.written()) {
      assertTrue(known.stream().anyMatch(one -> Arrays.equals(one, question)));
    }
    assertEquals(
        List.of("19200 8N1", "1200 8N2", "9600 8N2", "2400 8N2", "1200 8N2", "9600 8N2"),
        link.settings().stream().map(LineSettings::toString).limit(6).toList());
  }

  @Test
  void namesTheOwnEchoThatComesAlone() throws Exception {
    ScriptedLink link =
        new ScriptedLink(time)
            .lostAt(Duration.ofHours(1))
            .answering(Duration.ofMillis(60), sent -> sent);
    Verdict verdict = probe(link, true, false);
    assertEquals(Cause.OWN_ECHO, verdict.cause());
    assertEquals(Sureness.SURE, verdict.sureness());
    assertTrue(seconds() <= 25, seconds() + " s");
  }

  @Test
  void aLineThatCannotBeSetIsJudgedWithTheSettingsOfTheDrivers() throws Exception {
    ByteLink link = emulated("emulator:omnipower");
    link.reconfigure(LineSettings.eightNone(2400));
    Verdict verdict = probe(link, false, false);
    assertEquals(Cause.METER_WITHOUT_KEYS, verdict.cause());
    Recognised meter = verdict.meter().orElseThrow();
    assertEquals("2400 8N1", meter.settings().toString());
    assertFalse(meter.namesSpeed());
    assertTrue(seconds() <= 25, seconds() + " s");
  }

  @Test
  void aLineThatCannotBeSetAndIsReadTooFastIsNamed() throws Exception {
    ByteLink link = emulated("emulator:omnipower");
    link.reconfigure(LineSettings.eightNone(9600));
    Verdict verdict = probe(link, false, false);
    assertEquals(Cause.WRONG_SPEED, verdict.cause());
    assertEquals("4", verdict.parameters().get("factor"));
    assertFalse(verdict.evidence().containsKey("baud"));
  }

  @Test
  void aFloodEndsTheProbeAtOnceAndFillsNoMemory() throws Exception {
    byte[] chunk = new byte[4096];
    new Random(3).nextBytes(chunk);
    ByteLink flood =
        new org.metergate.spi.link.ForwardingByteLink(new ScriptedLink(time)) {
          @Override
          public int read(byte[] into, Duration maxWait) throws InterruptedException {
            time.pause(Duration.ofMillis(1));
            System.arraycopy(chunk, 0, into, 0, Math.min(into.length, chunk.length));
            return Math.min(into.length, chunk.length);
          }
        };
    assertEquals(Cause.FLOOD, probe(flood, true, false).cause());
    assertTrue(seconds() < 2, seconds() + " s");
  }

  @Test
  void aLostLinkIsAVerdictToo() throws Exception {
    ScriptedLink link = new ScriptedLink(time).lostAt(Duration.ofSeconds(4));
    assertEquals(Cause.PORT_LOST, probe(link, true, false).cause());
  }

  @Test
  void anInterruptEndsIt() {
    Thread.currentThread().interrupt();
    assertThrows(
        InterruptedException.class, () -> probe(emulated("emulator:omnipower"), true, false));
  }

  /** A dropped-in driver may fail, or know a meter that this program has never heard of. */
  @Test
  void aDriverThatFailsDoesNotEndTheProbeAndAnotherOneRecognises() throws Exception {
    Trial trial = Trial.listening(LineSettings.eightNone(2400), false, Duration.ofSeconds(1));
    Recognition failing =
        recognition(
            trial,
            () -> {
              throw new IllegalStateException("bug");
            });
    Match match =
        new Match(
            org.metergate.spi.discovery.Certainty.CERTAIN,
            "1",
            java.util.Map.of("a", "b"),
            List.of());
    Recognition own = recognition(trial, () -> Optional.of(match));
    ScriptedLink link =
        new ScriptedLink(time).at(Duration.ofSeconds(1), new byte[20]).lostAt(Duration.ofHours(1));
    LinkLine line = LinkLine.unmarked(link, time, false);
    List<ProbeDriver> two =
        List.of(
            new ProbeDriver("failing", "Fails", failing, List.of(trial)),
            new ProbeDriver("own", "Own", own, List.of(trial)));
    Verdict verdict = new Probe(line, two, false, time, NONE).run();
    assertEquals("own", verdict.meter().orElseThrow().driver());
  }

  /** Drivers come in the order of their ids, and a dropped-in one may be the first. */
  @Test
  void asksBetweenTheSpeedsOfADriverAlsoBehindOneThatAsksThere() throws Exception {
    List<Trial> bus = new ArrayList<>();
    for (int baud : new int[] {2400, 300}) {
      LineSettings settings = new LineSettings(baud, 8, LineSettings.Parity.EVEN, 1);
      bus.add(new Trial(settings, false, new byte[] {0x10}, Duration.ofSeconds(1)));
    }
    List<ProbeDriver> all = new ArrayList<>();
    all.add(new ProbeDriver("bus", "Bus", recognition(bus.get(0), Optional::empty), bus));
    all.addAll(drivers);
    ScriptedLink link = new ScriptedLink(time).lostAt(Duration.ofHours(1));
    new Probe(LinkLine.unmarked(link, time, true), all, false, time, NONE).run();
    List<String> settings = link.settings().stream().map(LineSettings::toString).toList();
    assertTrue(settings.contains("2400 8E1"), () -> settings.toString());
    assertTrue(settings.contains("2400 8N2"), () -> settings.toString());
  }

  /** What is left of answers that collide; the meters of other drivers do not answer. */
  private static ScriptedLink severalAnswer(VirtualTime time, byte[] question) {
    byte[] together = new byte[200];
    Arrays.fill(together, (byte) 0x40);
    return new ScriptedLink(time)
        .lostAt(Duration.ofHours(1))
        .answering(
            Duration.ofMillis(60), sent -> Arrays.equals(sent, question) ? together : new byte[0]);
  }

  private Verdict probeWithABus(Recognition bus, ScriptedLink link, boolean settable)
      throws Exception {
    List<ProbeDriver> all = new ArrayList<>(drivers);
    all.add(0, new ProbeDriver("toy-bus", "Toys on a bus", bus, bus.trials()));
    return new Probe(LinkLine.unmarked(link, time, settable), all, false, time, NONE).run();
  }

  @ParameterizedTest
  @CsvSource({"true, 40", "false, 25"})
  void severalMetersThatAnswerTogetherAreListedByAScan(boolean settable, int within)
      throws Exception {
    ToyBus bus = new ToyBus(Optional.empty());
    Verdict verdict =
        probeWithABus(bus, severalAnswer(time, bus.trials().get(0).question()), settable);
    assertEquals(Cause.SEVERAL_METERS, verdict.cause());
    assertEquals("toy-bus", verdict.parameters().get("driver"));
    assertEquals(Optional.empty(), verdict.meter());
    assertTrue(seconds() <= within, seconds() + " s");
  }

  /** A converter may return each question, and before what the meters say together. */
  @Test
  void severalMetersBehindAConverterThatEchoesAreNoEchoAlone() throws Exception {
    ToyBus bus = new ToyBus(Optional.empty());
    byte[] question = bus.trials().get(0).question();
    ScriptedLink link =
        new ScriptedLink(time)
            .lostAt(Duration.ofHours(1))
            .answering(
                Duration.ofMillis(60),
                sent -> Arrays.equals(sent, question) ? Arrays.copyOf(sent, 200) : sent);
    assertEquals(Cause.SEVERAL_METERS, probeWithABus(bus, link, true).cause());
  }

  /** Without the address of one meter there is nothing to configure. */
  @Test
  void aBusThatIsOnlyLikelyIsNoMeterOfIt() throws Exception {
    Match likely = new Match(Certainty.LIKELY, "", java.util.Map.of(), List.of());
    ToyBus bus = new ToyBus(Optional.of(likely));
    Verdict verdict = probeWithABus(bus, severalAnswer(time, bus.trials().get(0).question()), true);
    assertEquals(Cause.SEVERAL_METERS, verdict.cause());
    assertEquals(Optional.empty(), verdict.meter());
  }

  /** At 300 baud an answer takes up to ten seconds, and shows at once that it is one. */
  @ParameterizedTest
  @CsvSource({"40, true", "400, false"})
  void aSlowAnswerIsHeardToItsEndIfThatComes(int bytes, boolean ends) throws Exception {
    Duration each = Duration.ofMillis(200);
    ToyBus toys =
        new ToyBus(Optional.empty()) {
          @Override
          public Optional<Match> recognise(Trial trial, List<Arrival> arrivals) {
            int count = arrivals.stream().mapToInt(arrival -> arrival.bytes().length).sum();
            byte[] last = count == 0 ? new byte[1] : arrivals.get(arrivals.size() - 1).bytes();
            boolean whole = last[last.length - 1] == 0x16;
            Certainty certainty = whole ? Certainty.CERTAIN : Certainty.LIKELY;
            return count < 7
                ? Optional.empty()
                : Optional.of(new Match(certainty, "1", java.util.Map.of(), List.of()));
          }
        };
    byte[] question = toys.trials().get(0).question();
    ScriptedLink link = new ScriptedLink(time).lostAt(Duration.ofHours(1));
    link.answering(
        each,
        sent -> {
          Duration now = Duration.ofNanos(time.nanos());
          for (int i = 1; i <= bytes && Arrays.equals(sent, question); i++) {
            byte[] one = {(byte) (i == bytes ? 0x16 : 0x68)};
            link.at(now.plus(each.multipliedBy(i)), one);
          }
          return new byte[0];
        });
    Verdict verdict = probeWithABus(toys, link, true);
    assertEquals(ends, verdict.recognised(), verdict.toString());
    assertEquals(ends ? Cause.METER : Cause.SEVERAL_METERS, verdict.cause());
    assertTrue(seconds() <= 40, seconds() + " s");
  }

  /** What answers the questions of all drivers is a disturbance, or a line that is inverted. */
  @Test
  void whatAnswersAnyQuestionIsNoBus() throws Exception {
    ScriptedLink link =
        new ScriptedLink(time)
            .lostAt(Duration.ofHours(1))
            .answering(Duration.ofMillis(60), sent -> new byte[200]);
    assertEquals(Cause.SILENCE, probeWithABus(new ToyBus(Optional.empty()), link, true).cause());
  }

  /** A driver with many questions must not make the meters of the others wait for all of them. */
  @Test
  void theDriversTakeTurnsWithTheirQuestions() {
    List<Trial> three = new ArrayList<>();
    for (int baud : new int[] {4800, 600, 300}) {
      three.add(
          new Trial(LineSettings.eightNone(baud), false, new byte[] {0x55}, Duration.ofSeconds(1)));
    }
    List<ProbeDriver> all = new ArrayList<>(drivers);
    Recognition many = recognition(three.get(0), Optional::empty);
    all.add(0, new ProbeDriver("many", "Many questions", many, three));
    List<Integer> order =
        Questions.of(all, false).stream()
            .filter(trial -> trial.question()[0] == 0x55 || trial.settings().baud() == 1200)
            .map(trial -> trial.settings().baud())
            .limit(2)
            .toList();
    assertEquals(List.of(4800, 1200), order);
  }

  /** A driver whose lines many meters share. */
  private static class ToyBus implements Recognition, Scan {
    private final Optional<Match> match;

    ToyBus(Optional<Match> match) {
      this.match = match;
    }

    @Override
    public List<Trial> trials() {
      return List.of(new Trial(settings(), false, new byte[] {0x55, 0x66}, Duration.ofSeconds(2)));
    }

    @Override
    public Optional<Match> recognise(Trial trial, List<Arrival> arrivals) {
      return arrivals.isEmpty() ? Optional.empty() : match;
    }

    @Override
    public LineSettings settings() {
      return LineSettings.eightNone(4800);
    }

    @Override
    public void scan(ByteLink link, TimeSource clock, Found found) {
      throw new AssertionError("a probe does not scan");
    }
  }

  private static Recognition recognition(
      Trial trial, java.util.function.Supplier<Optional<Match>> match) {
    return new Recognition() {
      @Override
      public List<Trial> trials() {
        return List.of(trial);
      }

      @Override
      public Optional<Match> recognise(Trial done, List<Arrival> arrivals) {
        return match.get();
      }
    };
  }
}
