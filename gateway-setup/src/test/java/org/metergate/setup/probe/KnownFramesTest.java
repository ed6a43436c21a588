// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.metergate.kit.SampleTraffic;

class KnownFramesTest {
  /** A request for the serial number, and one for a register (KMP: 80, address 3F, command). */
  private static final byte[] REQUESTS = HexFormat.of().parseHex("803F0235E90D803F01058A0D");

  private static final String READOUT =
      "/ISK5MT174-0001\r\n\u00020.0.0(12345678)\r\n1.8.0(000123.456*kWh)\r\n2.8.0(000000.001*kWh)"
          + "\r\n!\r\n\u0003";

  @Test
  void countsFramesWhoseChecksumIsRight() {
    assertTrue(KnownFrames.hdlc(SampleTraffic.DLMS_PUSH.bytes()) > 0);
    assertTrue(KnownFrames.hdlc(SampleTraffic.DLMS_PUSH_ENCRYPTED.bytes()) > 0);
    assertTrue(KnownFrames.mbus(SampleTraffic.MBUS.bytes()) > 0);
    assertTrue(KnownFrames.mbus(SampleTraffic.DLMS_MBUS_ENCRYPTED.bytes()) >= 2);
    assertEquals(2, KnownFrames.kmpRequests(REQUESTS));
  }

  /** Each bit of a frame is covered by its checksum or its form. */
  @Test
  void takesNoFrameOfWhichABitIsFlipped() {
    byte[] frame = SampleTraffic.DLMS_PUSH.bytes();
    int good = KnownFrames.hdlc(frame);
    byte[] mbus = SampleTraffic.MBUS.bytes();
    for (int bit = 0; bit < frame.length * 8; bit++) {
      frame[bit / 8] ^= (byte) (1 << bit % 8);
      assertTrue(KnownFrames.hdlc(frame) < good, "bit " + bit);
      frame[bit / 8] ^= (byte) (1 << bit % 8);
    }
    int whole = KnownFrames.mbus(mbus);
    for (int bit = 0; bit < mbus.length * 8; bit++) {
      mbus[bit / 8] ^= (byte) (1 << bit % 8);
      assertTrue(KnownFrames.mbus(mbus) < whole, "bit " + bit);
      mbus[bit / 8] ^= (byte) (1 << bit % 8);
    }
  }

  @Test
  void survivesAnyBytesAndSeesNothingInThem() {
    for (int seed = 0; seed < 300; seed++) {
      byte[] bytes = new byte[seed * 3];
      new Random(seed).nextBytes(bytes);
      assertEquals(0, KnownFrames.hdlc(bytes) + KnownFrames.kmpRequests(bytes));
      assertEquals(Optional.empty(), KnownFrames.readout(bytes));
      assertFalse(KnownFrames.telnet(bytes) && KnownFrames.mbus(bytes) > 0);
      assertEquals(Optional.empty(), PlainText.in(bytes));
    }
  }

  @Test
  void readsTheIdentificationOfAReadoutWithAndWithoutItsCheck() {
    int sum = 0;
    for (char each : READOUT.substring(READOUT.indexOf('\u0002') + 1).toCharArray()) {
      sum ^= each;
    }
    byte[] checked = Lines.ascii(READOUT + (char) sum);
    assertEquals(
        Optional.of(new KnownFrames.Readout("ISK5MT174-0001", true)), KnownFrames.readout(checked));
    assertEquals(
        Optional.of(new KnownFrames.Readout("ISK5MT174-0001", false)),
        KnownFrames.readout(Lines.ascii(READOUT + (char) (sum ^ 1))));
    assertEquals(Optional.empty(), KnownFrames.readout(SampleTraffic.P1.bytes()));
  }

  @Test
  void evenParityIsSevenBitsThatWereReadAsEight() {
    assertTrue(KnownFrames.evenParity(SampleTraffic.P1_WITHOUT_CHECKSUM.bytes()));
    assertFalse(KnownFrames.evenParity(SampleTraffic.P1.bytes()));
    assertFalse(KnownFrames.evenParity(new byte[300]));
  }

  @Test
  void telnetBeginsWithSeveralCommands() {
    assertTrue(KnownFrames.telnet(HexFormat.of().parseHex("FFFB01FFFB03FFFD00")));
    assertFalse(KnownFrames.telnet(HexFormat.of().parseHex("FFFB01")));
    assertFalse(KnownFrames.telnet(HexFormat.of().parseHex("FFFFFFFFFFFF")));
  }

  @Test
  void aConsoleIsTextAndADamagedTelegramIsNot() {
    String login = "\r\nDebian GNU/Linux 12 host ttyAMA0\r\n\r\nhost login: ";
    assertTrue(PlainText.in(Lines.ascii(login)).orElseThrow().console());
    assertFalse(
        PlainText.in(Lines.ascii("$GPGGA,,,,,,0,00,,,M,,M,,*66\r\n".repeat(3)))
            .orElseThrow()
            .console());
    byte[] p1 = SampleTraffic.P1.bytes();
    p1[p1.length / 2] ^= 1;
    assertEquals(Optional.empty(), PlainText.in(p1));
    assertEquals(Optional.empty(), PlainText.in(Lines.ascii("short")));
    // at three times the speed of a line, bytes can be of a few printable values alone
    assertEquals(Optional.empty(), PlainText.in(Lines.ascii("8p~?8p~p8".repeat(20))));
  }

  @Test
  void anEchoIsTheQuestionAndNothingElse() {
    byte[] question = HexFormat.of().parseHex("803F0235E90D");
    int[] values = Lines.values(question);
    assertTrue(Echo.alone(new Lines().burst(1, values).heard("1200 8N2", 3, question)));
    assertTrue(
        Echo.alone(new Lines().burst(1, 0).burst(1.1, values).heard("1200 8N2", 3, question)));
    assertFalse(
        Echo.alone(
            new Lines().burst(1, values).burst(2, 0x40, 0x3F).heard("1200 8N2", 3, question)));
    assertFalse(
        Echo.alone(
            new Lines().burst(1, 1, 2, 3).burst(1.1, values).heard("1200 8N2", 3, question)));
    assertFalse(Echo.alone(new Lines().heard("1200 8N2", 3, question)));
  }

  @Test
  void humHasTheRhythmOfTheMainsAndNoiseHasNot() {
    Lines hum = new Lines();
    Lines noise = new Lines();
    Random random = new Random(1);
    double at = 0;
    for (int i = 0; i < 400; i++) {
      hum.burst(i * 0.02, 0);
      at += -Math.log(1 - random.nextDouble()) * 0.004;
      noise.burst(at, random.nextInt(256));
    }
    assertEquals(50, Hum.hertz(hum.heard("19200 8N1", 8)));
    assertEquals(0, Hum.hertz(noise.heard("19200 8N1", at + 1)));
  }
}
