// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metergate.driver.p1.frame.TestCipher;
import org.metergate.driver.p1.frame.Texts;
import org.metergate.kit.KitSession;
import org.metergate.kit.RecordingPlayer;
import org.metergate.kit.ScriptedLink;
import org.metergate.kit.TransmissionErrors;
import org.metergate.spi.driver.ByteDriver;
import org.metergate.spi.driver.KeptFrame;
import org.metergate.spi.driver.KeptReader;
import org.metergate.spi.driver.MeterDriver;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;
import org.metergate.time.VirtualTime;

class P1DriverTest {
  private static final byte[] DSMR5 = Texts.checked(Texts.DSMR5);
  private static final byte[] DSMR3 = Texts.unchecked(Texts.DSMR3);
  private static final Map<String, String> KEY = Map.of("encryption-key", TestCipher.KEY);

  @Test
  void readsTheFirstWriteUpOfAKamstrup162() throws Exception {
    try (InputStream in =
        P1DriverTest.class.getResourceAsStream("/kamstrup-162-first-writeup.p1")) {
      KitSession session = Rig.with(Map.of()).hear(in.readAllBytes());
      assertEquals(2, session.readings().size());
      Reading meter = session.readings().get(0);
      assertEquals("913.000 kWh", Rig.value(meter, "energy_import_t1"));
      assertEquals("352345243543524352345353535353243", meter.meter().identifier());
      Reading gas = session.readings().get(1);
      assertEquals("gas", gas.meter().subMeter());
      assertEquals("752.852 m3 at 2012-05-31T23:00:00+02:00", Rig.value(gas, "gas_volume"));
      assertEquals(List.of(), session.findings());
    }
  }

  @Test
  void raisesTheRequestLineBeforeItWaitsAndLetsItRestInTheEnd() throws Exception {
    VirtualTime time = new VirtualTime(RecordingPlayer.START);
    ScriptedLink link = new ScriptedLink(time).at(Duration.ofSeconds(1), DSMR5);
    link.lostAt(Duration.ofSeconds(5));
    ByteDriver driver = driver(Map.of());
    Thread.currentThread().interrupt();
    assertThrows(
        InterruptedException.class,
        () -> {
          while (true) { // an interrupt takes effect at the next wait
            driver.session(link, new KitSession(time));
          }
        });
    assertEquals(List.of(true, false), link.requests());
  }

  @Test
  void saysOnceATelegramThatThereIsNoRequestLineAndReadsOn() {
    VirtualTime time = new VirtualTime(RecordingPlayer.START);
    KitSession session = new KitSession(time);
    ScriptedLink script = new ScriptedLink(time);
    for (int i = 0; i < 5; i++) {
      script.at(Duration.ofSeconds(10L * i), DSMR5);
    }
    RecordingPlayer.run(driver(Map.of()), new Wireless(script), session);
    assertEquals(5, session.readings().size());
    assertEquals(6, session.count(LinkFindings.NO_REQUEST_LINE), "at the start, then with each");
  }

  @Test
  void remembersTheSpeedFromOneLinkToTheNextAndThroughARestart() {
    VirtualTime time = new VirtualTime(RecordingPlayer.START);
    KitSession session = new KitSession(time);
    ScriptedLink link =
        new ScriptedLink(time).at(Duration.ofSeconds(5), TransmissionErrors.random(1, 60));
    link.at(Duration.ofSeconds(15), DSMR3);
    ByteDriver first = driver(Map.of());
    RecordingPlayer.run(first, link, session);
    assertEquals(9600, link.settings().get(0).baud());
    assertEquals(9600, first.settings().baud());
    KitSession again = new KitSession(time, session.states());
    ScriptedLink next = new ScriptedLink(time).at(Duration.ofSeconds(1), DSMR3);
    ByteDriver restarted = driver(Map.of());
    assertEquals(115_200, restarted.settings().baud());
    RecordingPlayer.run(restarted, next, again);
    assertEquals(9600, next.settings().get(0).baud());
  }

  @Test
  void aTelegramOfAnotherFormWithoutChecksumMustComeThreeTimes() {
    byte[] lost = Texts.unchecked(Texts.DSMR3.replace("07041.882", "0704.882"));
    KitSession session = Rig.with(Map.of()).hear(DSMR3, lost, DSMR3, lost, lost, lost);
    List<String> values =
        session.readings().stream()
            .filter(r -> r.meter().subMeter().isEmpty())
            .map(r -> Rig.value(r, "energy_import_t1"))
            .toList();
    assertEquals(List.of("7041.882 kWh", "7041.882 kWh", "704.882 kWh"), values);
    assertEquals(3, session.count(P1Findings.FORM_CHANGED));
  }

  /** Each byte of a telegram without a checksum that is not the digit of a value is its form. */
  @Test
  void withoutChecksumNoHitByteGivesAWrongNameOrUnit() {
    String text = Texts.DSMR3;
    Set<String> right = names(Rig.with(Map.of()).hear(DSMR3));
    for (int at = text.indexOf("0-0:96"); at < text.length() - 1; at++) {
      for (char hit : new char[] {'0', '7', '.', '(', ')', '*', 'k', '\r'}) {
        if (text.charAt(at) != hit) {
          String damaged = text.substring(0, at) + hit + text.substring(at + 1);
          KitSession session = Rig.with(Map.of()).hear(DSMR3, Texts.unchecked(damaged), DSMR3);
          assertEquals(right, names(session), damaged);
        }
      }
    }
  }

  /** The name, the unit and the number of digits of each value. */
  private static Set<String> names(KitSession session) {
    Set<String> names = new TreeSet<>();
    for (Reading r : session.readings()) {
      for (Measurement m : r.measurements()) {
        String number = m.quantity().name().equals("meter_number") ? m.value().toString() : "";
        String value =
            m.unit() == Unit.NONE ? number : m.value().toString().replaceAll("[0-9]+", "0");
        names.add(r.meter().subMeter() + " " + m.quantity().name() + " " + value + m.unit());
      }
    }
    return names;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1-0:1.8.1(|1-0:1.8.3(",
        "0-0:96.1.1|0-0:96.7.1",
        "0-1:24.1.0(3)~|''",
        "1-0:1.7.0|1-0:31.4.0(016*A)~1-0:1.7.0",
        "(m3)|(m2)",
        "*kW)|*W)",
      })
  void aTelegramOfAnyOtherFormIsReadWhenItStays(String part, String other) {
    String text = Texts.DSMR3.replace(part.replace("~", "\r\n"), other.replace("~", "\r\n"));
    byte[] changed = Texts.unchecked(text);
    KitSession session = Rig.with(Map.of()).hear(DSMR3, changed, DSMR3, changed, changed, changed);
    assertEquals(3, session.count(P1Findings.FORM_CHANGED));
    long readings = session.readings().stream().filter(r -> r.meter().subMeter().isEmpty()).count();
    assertEquals(3, readings);
  }

  @Test
  void aCodeInHexadecimalDigitsMayChange() {
    String text = Texts.DSMR3.replace("0-1:24.1.0", "0-0:96.8.0*255(00104443)\r\n0-1:24.1.0");
    KitSession session =
        Rig.with(Map.of())
            .hear(
                Texts.unchecked(text),
                Texts.unchecked(text.replace("00104443", "0010444A")),
                Texts.unchecked(text.replace("00104443", "0010A44B")));
    assertEquals(0, session.count(P1Findings.FORM_CHANGED));
  }

  @Test
  void whereTheChecksumIsIgnoredTheFormDecides() {
    byte[] wrong = Texts.bytes(Texts.KAM5 + "0000\r\n");
    byte[] hit = Texts.bytes(Texts.KAM5.replace("1.8.0", "2.8.0") + "0000\r\n");
    KitSession session = Rig.with(Map.of("crc", "ignore")).hear(wrong, hit, wrong);
    assertEquals(2, session.readings().size());
    assertEquals(1, session.count(P1Findings.FORM_CHANGED));
  }

  @Test
  void saysOfWhichMeterTheTimeIsNotPossible() {
    byte[] never = gas("0-1", "47303031", "1.000");
    String text = new String(never, java.nio.charset.StandardCharsets.ISO_8859_1);
    text = text.substring(0, text.indexOf('!') + 1).replace("190324150000W", "632525252525W");
    KitSession session = Rig.with(Map.of()).hear(Texts.checked(text), Texts.checked(text));
    assertEquals("gas", session.findings().get(0).finding().parameters().get("meters"));
    assertEquals(3, session.readings().size(), "the gas value once, since it does not change");
    assertEquals("1.000 m3", Rig.value(session.readings().get(1), "gas_volume"));
  }

  @Test
  void aGasMeterOnAnotherChannelKeepsItsNameAndANewOneTakesIt() {
    Rig rig = Rig.with(Map.of());
    KitSession first = rig.hear(gas("0-1", "47303031", "1.000"));
    Rig restarted = Rig.with(Map.of()).after(first);
    KitSession moved =
        restarted.hear(
            gas("0-2", "47303031", "2.000", "0-1:24.1.0(003)\r\n0-1:96.1.0()\r\n"),
            gas("0-1", "47303032", "0.001"));
    List<String> names =
        moved.readings().stream()
            .filter(r -> !r.meter().subMeter().isEmpty())
            .map(r -> r.meter().subMeter() + " " + r.meter().identifier())
            .toList();
    assertEquals(List.of("gas G001", "gas G002"), names);
  }

  @Test
  void twoGasMetersHaveTwoNames() {
    String second =
        "0-2:24.1.0(003)\r\n0-2:96.1.0(47303039)\r\n0-2:24.2.1(190324150000W)(00007.000*m3)\r\n";
    KitSession session = Rig.with(Map.of()).hear(gas("0-1", "47303031", "1.000", second));
    assertEquals(
        List.of("", "gas", "gas-2"),
        session.readings().stream().map(r -> r.meter().subMeter()).toList());
  }

  @Test
  void publishesInTheNextSessionAGasValueWithWhichTheFormerOneEnded() throws Exception {
    MeterDriver driver = RecordingPlayer.driver(new P1DriverProvider(), Map.of());
    VirtualTime time = new VirtualTime(RecordingPlayer.START);
    byte[] telegram = gas("0-1", "47303031", "1.000");
    KitSession ending =
        new KitSession(time) {
          @Override
          protected void published(Reading reading) {
            if (!reading.meter().subMeter().isEmpty()) {
              throw new IllegalStateException("this session has ended");
            }
          }
        };
    ScriptedLink first = new ScriptedLink(time).at(Duration.ZERO, telegram);
    assertThrows(IllegalStateException.class, () -> RecordingPlayer.run(driver, first, ending));
    VirtualTime later = new VirtualTime(RecordingPlayer.START);
    KitSession next = new KitSession(later, ending.states());
    RecordingPlayer.run(driver, new ScriptedLink(later).at(Duration.ZERO, telegram), next);
    assertEquals(
        List.of("", "gas"), next.readings().stream().map(r -> r.meter().subMeter()).toList());
  }

  private static byte[] gas(String channel, String id, String value, String... more) {
    String records =
        String.format(
            "%s:24.1.0(003)\r\n%s:96.1.0(%s)\r\n%s:24.2.1(190324150000W)(%s*m3)\r\n",
            channel, channel, id, channel, value);
    return Texts.checked(
        Texts.DSMR5.substring(0, Texts.DSMR5.length() - 1) + String.join("", more) + records + "!");
  }

  @Test
  void saysThatThePortWantsFiveVolts() {
    KitSession session = Rig.with(Map.of()).hear(Texts.bytes("/KAM5\r\n\r\n"));
    assertEquals(List.of("p1-wants-power"), Rig.findingIds(session));
  }

  @ParameterizedTest
  @CsvSource({
    "auto, true, 1",
    "auto, false, 1",
    "required, true, 1",
    "required, false, 0",
    "ignore, true, 1",
    "ignore, false, 1",
  })
  void thePolicyDecidesWhetherAChecksumIsNeeded(String crc, boolean checked, int readings) {
    byte[] telegram = checked ? Texts.checked(Texts.KAM5) : Texts.unchecked(Texts.KAM5);
    KitSession session = Rig.with(Map.of("crc", crc)).hear(telegram);
    assertEquals(readings, session.readings().size());
  }

  @Test
  void aTelegramThatNamesItsVersionMustHaveItsChecksum() {
    KitSession session = Rig.with(Map.of()).hear(Texts.unchecked(Texts.DSMR5));
    assertEquals(List.of(), session.readings());
    assertEquals(List.of("p1-checksum-missing"), Rig.findingIds(session));
  }

  @Test
  void aWrongChecksumIsReadOnlyWhereItIsIgnored() {
    byte[] wrong = Texts.bytes(Texts.KAM5 + "0000\r\n");
    assertEquals(List.of(), Rig.with(Map.of()).hear(wrong).readings());
    KitSession ignored = Rig.with(Map.of("crc", "ignore")).hear(wrong);
    assertEquals(1, ignored.readings().size());
    assertEquals(List.of("p1-checksum-ignored"), Rig.findingIds(ignored));
  }

  @Test
  void keepsEncryptedTelegramsUntilTheirKeyComes() {
    byte[] sealed = TestCipher.seal(DSMR5, 7);
    KitSession session = Rig.with(Map.of()).hear(sealed);
    assertEquals(List.of("p1-key-missing"), Rig.findingIds(session));
    assertEquals(1, session.undecoded().size());
    KitSession late = new KitSession(new VirtualTime(RecordingPlayer.START));
    assertTrue(read(KEY, late, session.undecoded().get(0).frame()));
    List<Reading> live = Rig.with(KEY).hear(sealed).readings();
    assertEquals(live.get(0).measurements(), late.readings().get(0).measurements());
    assertEquals(live.get(0).meter(), late.readings().get(0).meter());
  }

  @Test
  void keptTelegramsAreNotRefusedForBeingOldAndDoNotMoveTheCounter() {
    KitSession late = Rig.with(KEY).hear(TestCipher.seal(DSMR5, 500));
    assertTrue(read(KEY, late, TestCipher.seal(DSMR5, 7)));
    assertEquals(2, late.readings().size());
    KitSession live = Rig.with(KEY).after(late).hear(TestCipher.seal(DSMR5, 500));
    assertEquals(List.of("p1-repeated"), Rig.findingIds(live), "the counter is still 500");
  }

  @Test
  void keptTelegramsThatContainNothingNewNeedNotBeKept() throws Exception {
    KitSession late = new KitSession(new VirtualTime(RecordingPlayer.START));
    String own = "FFEEDDCCBBAA99887766554433221100"; // not known, so nothing is authenticated
    KeptReader reader = driver(KEY).keptReader(late.meter("meter")).orElseThrow();
    assertTrue(reader.read(kept(TestCipher.seal(DSMR5, 7, TestCipher.KEY, own))));
    assertTrue(reader.read(kept(TestCipher.seal(DSMR5, 6, TestCipher.KEY, own))), "old");
    assertEquals(1, late.readings().size());
  }

  @Test
  void keptTelegramsThatCannotBeOpenedStay() {
    KitSession late = new KitSession(new VirtualTime(RecordingPlayer.START));
    Map<String, String> other = Map.of("encryption-key", TestCipher.KEY.replace('0', '1'));
    assertFalse(read(other, late, TestCipher.seal(DSMR5, 7)));
    assertFalse(read(KEY, late, new byte[] {(byte) 0xDB, 8}));
    assertEquals(List.of(), late.readings());
    assertTrue(driver(Map.of()).keptReader(late.meter("meter")).isEmpty(), "nothing to try");
  }

  private static boolean read(Map<String, String> options, KitSession late, byte[] frame) {
    return driver(options).keptReader(late.meter("meter")).orElseThrow().read(kept(frame));
  }

  private static KeptFrame kept(byte[] frame) {
    return new KeptFrame(Instant.parse("2026-01-01T00:00:00Z"), frame);
  }

  @Test
  void opensWithTheKeyAndTellsAWrongOneFromDamage() {
    byte[] good = TestCipher.seal(DSMR5, 7);
    byte[] hit = TransmissionErrors.flip(TestCipher.seal(DSMR5, 8), 8 * 100);
    KitSession session = Rig.with(KEY).hear(good, hit);
    assertEquals(1, session.readings().size());
    assertEquals(List.of("p1-checksum"), Rig.findingIds(session));
    Map<String, String> other = Map.of("encryption-key", TestCipher.KEY.replace('0', '1'));
    KitSession wrong = Rig.with(other).hear(good);
    assertEquals(List.of("p1-wrong-key"), Rig.findingIds(wrong));
    assertEquals(1, wrong.undecoded().size());
  }

  @Test
  void aSecondKeyThatIsNotKnownCostsTheProofAndAWrongOneTheReading() {
    String own = "FFEEDDCCBBAA99887766554433221100";
    byte[] austrian = TestCipher.seal(DSMR5, 7, TestCipher.KEY, own);
    KitSession unknown = Rig.with(KEY).hear(austrian);
    assertEquals(1, unknown.readings().size());
    assertEquals(List.of("p1-not-authenticated"), Rig.findingIds(unknown));
    Map<String, String> both = Map.of("encryption-key", TestCipher.KEY, "authentication-key", own);
    assertEquals(List.of(), Rig.findingIds(Rig.with(both).hear(austrian)));
    Map<String, String> bad =
        Map.of("encryption-key", TestCipher.KEY, "authentication-key", own.replace('F', 'E'));
    KitSession refused = Rig.with(bad).hear(austrian);
    assertEquals(List.of(), refused.readings());
    assertEquals(List.of("p1-wrong-second-key"), Rig.findingIds(refused));
  }

  @Test
  void onceProvenPlainTextIsRefused() {
    KitSession session = Rig.with(KEY).hear(DSMR5, TestCipher.seal(DSMR5, 7), DSMR5);
    assertEquals(2, session.readings().size());
    assertEquals(List.of("p1-plain-text", "p1-proof-lost"), Rig.findingIds(session));
  }

  @Test
  void anOlderTelegramIsNotReadAgain() {
    byte[] seven = TestCipher.seal(DSMR5, 7);
    KitSession session =
        Rig.with(Map.of("encryption-key", TestCipher.KEY))
            .hear(seven, TestCipher.seal(DSMR5, 9), seven);
    assertTrue(session.count(P1Findings.COUNTER_STEPPED_BACK) + session.count(P1Findings.OLD) == 1);
  }

  @ParameterizedTest
  @CsvSource({
    "interval, 1s",
    "utc-offset, noon",
    "encryption-key, 12",
    "crc, maybe",
    "mode, sometimes",
  })
  void refusesWhatIsWrong(String name, String value) {
    OptionException refusal =
        assertThrows(
            OptionException.class,
            () -> RecordingPlayer.driver(new P1DriverProvider(), Map.of(name, value)));
    assertEquals(name, refusal.option());
    assertFalse(refusal.getMessage().isBlank());
  }

  private static ByteDriver driver(Map<String, String> options) {
    try {
      return (ByteDriver) RecordingPlayer.driver(new P1DriverProvider(), options);
    } catch (OptionException e) {
      throw new AssertionError(e);
    }
  }

  /** A link without a request line. */
  private record Wireless(ScriptedLink link) implements org.metergate.spi.link.ByteLink {
    @Override
    public int read(byte[] into, Duration maxWait) throws LinkLostException, InterruptedException {
      return link.read(into, maxWait);
    }

    @Override
    public void write(byte[] bytes) throws LinkLostException {
      link.write(bytes);
    }

    @Override
    public boolean request(boolean on) {
      return false;
    }

    @Override
    public void reconfigure(org.metergate.spi.link.LineSettings settings) throws LinkLostException {
      link.reconfigure(settings);
    }

    @Override
    public void discardInput() throws LinkLostException {
      link.discardInput();
    }

    @Override
    public void close() {
      link.close();
    }
  }
}
