// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.metergate.driver.omnipower.Rig.findingIds;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metergate.driver.omnipower.wire.Cipherer;
import org.metergate.driver.omnipower.wire.Line;
import org.metergate.driver.omnipower.wire.Meter;
import org.metergate.driver.omnipower.wire.Uart;
import org.metergate.kit.KitSession;
import org.metergate.kit.TransmissionErrors;
import org.metergate.spi.codec.Crc16;
import org.metergate.spi.codec.Hex;

class LineNoiseTest {
  private final Rig rig = Rig.with(Map.of());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7E132B48A2D2", // a plain list's header, read with even parity
        "7E682F0D13DC", // an encrypted one's
        "00007E132B48A2D2FFA57E",
      })
  void knowsTheLookOfAWrongParity(String digits) {
    assertEquals(List.of("wrong-parity"), findingIds(rig.hear(Line.hex(digits))));
  }

  @ParameterizedTest
  @CsvSource({"8, true", "7, false"})
  void knowsItByTheContentOfEveryList(int dataBits, boolean lengthens) {
    Meter three = new Meter();
    Meter one = new Meter();
    one.phases = 1;
    for (Meter meter : List.of(three, one)) {
      for (byte[] list : List.of(meter.push1(), meter.nve(), meter.nveHourly())) {
        for (byte[] frame : List.of(Line.hdlc(list), new Cipherer().frame(7, list))) {
          byte[] read = Uart.readWithParity(frame, dataBits);
          assertEquals(lengthens, read.length < frame.length, "a parity bit more a byte");
          KitSession session = Rig.with(Map.of()).hear(read);
          assertTrue(
              session.count(OmnipowerFindings.WRONG_PARITY) > 0, findingIds(session).toString());
        }
      }
    }
  }

  @Test
  void hasTheSameModelOfParityAsTheLinesOnWhichItWasSeen() {
    byte[] nve = Line.hdlc(new Meter().nve());
    byte[] push = new Cipherer().frame(7, new Meter().push1());
    assertEquals("7E132B48A2D2", Hex.of(Arrays.copyOf(Uart.readWithParity(nve, 8), 6)));
    assertEquals("7E682F0D13DC", Hex.of(Arrays.copyOf(Uart.readWithParity(push, 8), 6)));
  }

  @Test
  void doesNotForgetWhatItRecognised() {
    byte[] parity = Line.hex("7E132B48A2D2");
    byte[] frame = Line.hdlc(new Meter().push1());
    assertEquals(List.of("wrong-parity"), findingIds(rig.hear(parity, zeros(700), zeros(700))));
    KitSession repaired = Rig.with(Map.of()).hear(parity, frame, zeros(700));
    assertEquals("unreadable-bytes", findingIds(repaired).get(findingIds(repaired).size() - 1));
  }

  @Test
  void knowsItAlsoWhenItComesInPieces() {
    assertEquals(
        List.of("wrong-parity"), findingIds(rig.hear(Line.hex("7E132B"), Line.hex("48A2D2"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/KAM5\r\n\r\n",
        "/Ene5\\T211 ESMR 5.0\r\n",
        "1-0:1.8.1(000913.000*kWh)\r\n1-0:1.7.0(00.250*kW)\r\n",
      })
  void knowsTheTextOfAP1Port(String text) {
    KitSession session = rig.hear(text.getBytes(StandardCharsets.US_ASCII));
    assertEquals(List.of("p1-text"), findingIds(session));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "403F10015A04", // an answer: start, address, command, content; the checksum follows below
        "803F1001005A", // a request
      })
  void knowsFramesOfTheRequestProtocol(String digits) {
    byte[] body = Line.hex(digits.substring(2));
    int crc = Crc16.XMODEM.of(body);
    byte[] checksum = {(byte) (crc >> 8), (byte) crc};
    byte[] frame = Line.join(Line.hex(digits.substring(0, 2)), body, checksum, Line.hex("0D"));
    assertEquals(List.of("kmp-traffic"), findingIds(rig.hear(Line.hex("00"), frame)));
    frame[3] ^= 1;
    assertEquals(
        List.of(), findingIds(Rig.with(Map.of()).hear(frame)), "a frame whose checksum fails");
  }

  @Test
  void accusesNobodyForListeningFromTheMiddleOfAMessage() {
    byte[] frame = Line.hdlc(new Meter().push1());
    byte[] tail = Arrays.copyOfRange(frame, 50, frame.length);
    KitSession session = rig.hear(Line.join(tail, frame));
    assertEquals(1, session.readings().size());
    assertEquals(0, session.count(OmnipowerFindings.UNREADABLE));
  }

  @Test
  void saysThatBytesAreUnreadableWhenEnoughCame() {
    assertEquals(List.of("unreadable-bytes"), findingIds(rig.hear(zeros(700))));
  }

  @Test
  void saysThatBytesAreUnreadableWhenFewComeForLong() {
    byte[] few = zeros(3);
    assertEquals(List.of(), findingIds(rig.hear(few, few, few)));
    assertEquals(
        List.of("unreadable-bytes"), findingIds(Rig.with(Map.of()).hear(few, few, few, few)));
  }

  @Test
  void saysChecksumAndNotUnreadableWhereMessagesAreDamaged() {
    byte[] frame = new Cipherer().frame(1, new Meter().push1());
    byte[] bad = TransmissionErrors.flip(frame, 8 * 100);
    assertEquals(List.of("checksum"), findingIds(rig.hear(bad, bad, bad, bad, bad, bad, bad)));
  }

  @Test
  void saysThatAMessageBrokeOff() {
    byte[] frame = Line.hdlc(new Meter().push1());
    assertEquals(List.of("frame-cut"), findingIds(rig.hear(Arrays.copyOf(frame, 200))));
  }

  @Test
  void forgetsOldNoiseWithAGoodMessage() {
    byte[] frame = Line.hdlc(new Meter().push1());
    KitSession session = rig.hear(zeros(400), frame, zeros(400), frame, zeros(400));
    assertEquals(0, session.count(OmnipowerFindings.UNREADABLE));
    assertEquals(2, session.readings().size());
  }

  private static byte[] zeros(int count) {
    return new byte[count];
  }

  @Test
  void listeningFromTheMiddleOfAMessageAccusesNobody() {
    byte[] list = new Meter().push1();
    int falseStarts = 0;
    for (int counter = 1; counter <= 400; counter++) {
      byte[] message = new Cipherer().frame(counter, list);
      byte[] rest = Arrays.copyOfRange(message, 40, message.length);
      falseStarts += looksLikeAFlagAndAFormat(rest) ? 1 : 0;
      assertEquals(
          List.of(), findingIds(Rig.with(Cipherer.keys()).hear(rest)), "message " + counter);
    }
    assertTrue(falseStarts > 10, "only " + falseStarts + " of the messages put it to the test");
  }

  @Test
  void aHeaderThatIsDamagedEachTimeIsTold() {
    byte[] message = new Cipherer().frame(1, new Meter().push1());
    message[3] ^= 0x10;
    KitSession session = Rig.with(Cipherer.keys()).hear(message, message, message);
    assertTrue(session.count(OmnipowerFindings.CHECKSUM) >= 1, findingIds(session).toString());
  }

  private static boolean looksLikeAFlagAndAFormat(byte[] bytes) {
    for (int i = 0; i + 1 < bytes.length; i++) {
      if (bytes[i] == 0x7E && (bytes[i + 1] & 0xF0) == 0xA0) {
        return true;
      }
    }
    return false;
  }

  @Test
  void saysOfAFloodOfFalseStartsOnlyWhatIsNewInIt() {
    byte[] starts = HexFormat.of().parseHex("7EA040".repeat(1000));
    KitSession session = Rig.with(Map.of()).hear(starts, starts, starts);
    assertEquals(3, session.count(OmnipowerFindings.CHECKSUM), "once for each burst");
    assertTrue(session.findings().size() <= 6, session.findings().size() + " findings");
  }
}
