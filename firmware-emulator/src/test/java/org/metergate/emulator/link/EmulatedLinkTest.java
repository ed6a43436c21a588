// SPDX-License-Identifier: Apache-2.0
package org.metergate.emulator.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.HexFormat;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metergate.emulator.Telegram;
import org.metergate.emulator.TestMeter;
import org.metergate.kit.ClockHost;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkException;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.link.LinkProvider;
import org.metergate.spi.link.LinkUri;
import org.metergate.time.SystemTime;
import org.metergate.time.VirtualTime;

class EmulatedLinkTest {
  private static final LineSettings LINE = LineSettings.eightNone(2400);
  private static final Duration TICK = Duration.ofMillis(500);

  private final VirtualTime time = new VirtualTime(TestMeter.START);
  private final byte[] into = new byte[2048];

  @Test
  void deliversAFrameAtTheSpeedOfItsLine() throws Exception {
    ByteLink link = open("emulator:omnipower?seed=7");
    ByteArrayOutputStream got = new ByteArrayOutputStream();
    double first = 0;
    while (got.size() < 491) {
      int count = link.read(into, TICK);
      if (count > 0 && got.size() == 0) {
        first = seconds();
      }
      got.write(into, 0, count);
    }
    assertEquals(7.02, first, 0.01, "7 s up to the trigger, then the first few bytes");
    assertEquals(7 + 491 * 10 / 2400.0, seconds(), 0.001, "2.05 s on the wire");
    assertEquals(65, Telegram.read(got.toByteArray(), new TestMeter("seed=7").driver()).items());
  }

  @Test
  void carriesADayOfTrafficInAMoment() {
    assertTimeout(
        Duration.ofSeconds(20),
        () -> {
          ByteLink link = open("emulator:omnipower?list=nve&encrypted=false");
          long bytes = 0;
          while (seconds() < 86_400) {
            bytes += link.read(into, TICK);
          }
          assertEquals(8640 * 228 + 24 * 302, bytes);
        });
  }

  @Test
  void waitsNoLongerThanItIsAsked() throws Exception {
    ByteLink link = open("emulator:omnipower");
    assertEquals(0, link.read(into, Duration.ofSeconds(2)));
    assertEquals(2, seconds(), 1e-9);
  }

  @Test
  void readsGarbageWhileItIsSetWrongly() throws Exception {
    ByteLink link = open("emulator:omnipower?list=nve&encrypted=false");
    link.reconfigure(LineSettings.parse("2400 8E1").orElseThrow());
    assertEquals(0x7E, firstByteAfter(link));
    assertEquals(0x13, into[1]);
    link.reconfigure(LINE);
    time.pause(Duration.ofSeconds(12));
    link.discardInput();
    time.pause(Duration.ofSeconds(9));
    assertEquals(228, link.read(into, TICK));
  }

  /** The request and the answer are those of the manufacturer's example, at 1200 8N2. */
  @ParameterizedTest
  @CsvSource({"1200 8N2, 403F0201234567E9560D", "1200 8N1, 403F0201234567E9560D", "2400 8N2, ''"})
  void aMeterHearsOnlyWhatIsSentWithItsOwnSetting(String setting, String answer) throws Exception {
    ByteLink link = open("emulator:multical?serial=19088743");
    link.reconfigure(LineSettings.parse(setting).orElseThrow());
    link.write(HexFormat.of().parseHex("803F0235E90D"));
    StringBuilder received = new StringBuilder();
    double end = seconds() + 3;
    while (seconds() < end) {
      received.append(HexFormat.of().withUpperCase().formatHex(into, 0, link.read(into, TICK)));
    }
    assertEquals(answer, received.toString());
  }

  @Test
  void takesWritesAndRequestsWithoutAnyEffect() throws Exception {
    ByteLink link = open("emulator:omnipower");
    link.write(new byte[] {1, 2, 3});
    assertTrue(link.request(true));
    assertEquals(0, link.read(into, TICK));
  }

  @Test
  void endsAWaitingReadWhenClosedFromAnotherThread() throws Exception {
    // silent forever, so that only the close can end the read
    ByteLink link =
        new EmulatorLinkProvider()
            .open(
                LinkUri.parse("emulator:omnipower?silence-for=1d"),
                LINE,
                new ClockHost(new SystemTime()));
    CompletableFuture<Integer> read =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return link.read(new byte[9], Duration.ofMinutes(5));
              } catch (LinkLostException | InterruptedException e) {
                throw new CompletionException(e);
              }
            });
    link.close();
    CompletionException e =
        assertTimeoutPreemptively(
            Duration.ofSeconds(20), () -> assertThrows(CompletionException.class, read::join));
    assertTrue(e.getCause() instanceof LinkLostException);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "emulator:omnipowr|There is no emulated meter 'omnipowr'; did you mean 'omnipower'?",
        "emulator:toaster|There is no emulated meter 'toaster'; there are: omnipower",
        "emulator:omnipower?sede=7|There is no option 'sede'; did you mean 'seed'?",
        "emulator:omnipower?list=p1|Option 'list' is 'p1', but must be one of 'push1', 'nve'.",
        "emulator:omnipower?encryption-key=5AD8|Option 'encryption-key' must be 32 hexadecimal"
            + " digits."
      })
  void saysWhatIsWrongWithItsName(String uri, String sentence) {
    LinkException e = assertThrows(LinkException.class, () -> open(uri));
    assertEquals(LinkFindings.BAD_LINK, e.finding().code());
    String reason = e.finding().parameters().get("reason");
    assertTrue(reason.startsWith(sentence), reason); // other meters may follow
    assertFalse(e.getMessage().contains("5AD8"), "a message never contains a key");
  }

  @Test
  void namesTheDriverThatReadsAMeterOfTheOtherKind() {
    LinkException bytes = assertThrows(LinkException.class, () -> open("emulator:pulse"));
    assertEquals(
        "The emulated meter 'pulse' has pulse outputs; it is read by the driver pulse-gpio.",
        bytes.finding().parameters().get("reason"));
    LinkException edges =
        assertThrows(
            LinkException.class,
            () -> new EmulatorLinkProvider().checkEdges(LinkUri.parse("emulator:p1?seed=7")));
    assertEquals(
        "The emulated meter 'p1' sends bytes; it is read by the driver p1-dtr.",
        edges.finding().parameters().get("reason"));
  }

  @Test
  void isFoundByServiceLoader() {
    assertEquals(
        2,
        ServiceLoader.load(LinkProvider.class).stream()
            .map(provider -> provider.get().scheme())
            .filter(scheme -> scheme.equals("emulator") || scheme.equals("replay"))
            .distinct()
            .count());
  }

  private int firstByteAfter(ByteLink link) throws Exception {
    int count = 0;
    while (count < 2) {
      count = link.read(into, TICK);
    }
    assertNotEquals(0, count);
    return into[0];
  }

  private ByteLink open(String uri) throws LinkException {
    return new EmulatorLinkProvider().open(LinkUri.parse(uri), LINE, new ClockHost(time));
  }

  private double seconds() {
    return time.nanos() / 1e9;
  }
}
