// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical.frame;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.metergate.spi.codec.Damage;
import org.metergate.spi.codec.FrameSink;

class KmpFramerTest {
  private final List<KmpFrame> frames = new ArrayList<>();
  private final List<Damage> damages = new ArrayList<>();
  private int noise;

  private void hear(byte[] bytes) {
    new KmpFramer()
        .accept(
            bytes,
            0,
            bytes.length,
            new FrameSink<>() {
              @Override
              public void frame(KmpFrame frame) {
                frames.add(frame);
              }

              @Override
              public void noise(byte[] received, int offset, int length) {
                noise += length;
              }

              @Override
              public void corrupt(Damage damage) {
                damages.add(damage);
              }
            });
  }

  private void hear(String hex) {
    hear(HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  @Test
  void readsBackWhateverContentIsStuffed() {
    Random random = new Random(5);
    byte[] special = {(byte) 0x80, 0x40, 0x0D, 0x06, 0x1B, (byte) 0xE4, (byte) 0xF2, 0x7F};
    for (int round = 0; round < 20_000; round++) {
      byte[] content = new byte[2 + random.nextInt(60)];
      random.nextBytes(content);
      for (int i = 1; i < content.length; i++) {
        content[i] = random.nextBoolean() ? content[i] : special[random.nextInt(special.length)];
      }
      content[0] = 0x3F;
      byte[] wire = KmpWriter.request(content);
      for (int i = 1; i < wire.length - 1; i++) {
        int inside = wire[i] & 0xFF;
        assertTrue(inside == 0x1B || !Stuffing.isSpecial(inside), () -> "not stuffed");
      }
      frames.clear();
      hear(wire);
      assertEquals(1, frames.size());
      assertArrayEquals(content, frames.get(0).content());
    }
  }

  @Test
  void undoesStuffingInOnePass() {
    // the content 1B F2 is sent as 1B E4 F2; replaced pair by pair it would become 0D
    hear("40 3F 10 00 44 28 04 42 00 02 1B E4 F2 C9 FA 0D");
    assertEquals("FROM_METER 3F100044280442" + "00021BF2", frames.get(0).toString());
  }

  @Test
  void saysWhatIsWrongWithADamagedFrame() {
    hear("40 3F 10 00 3C 03 04 43 00 00 D6 DE 03 23 0D"); // a bit of the checksum
    hear("40 3F 10 00 1B 41 0D"); // an escape of something that needs none
    hear("40 3F 10 1B 0D"); // an escape of nothing
    hear("40 3F 10 00 40 3F 10 07 9A 0D"); // the start of the next frame
    hear("40 3F 06 10 0D"); // an acknowledge inside
    hear("40 0D"); // nothing inside
    assertEquals(
        List.of(
            Damage.CHECKSUM,
            Damage.CONTENT,
            Damage.CONTENT,
            Damage.TRUNCATED,
            Damage.CONTENT,
            Damage.CONTENT),
        damages);
    assertEquals(1, frames.size(), "the frame behind the lost stop byte");
  }

  @Test
  void refusesZerosBeforeTheContentAlthoughTheChecksumHolds() {
    hear("40 00 3F 10 07 9A 0D");
    hear("40 00 00 3F 10 07 9A 0D");
    assertEquals(List.of(Damage.CONTENT, Damage.CONTENT), damages);
    assertEquals(List.of(), frames);
  }

  @Test
  void givesUpWhatIsLongerThanAnyFrame() {
    byte[] endless = new byte[2000];
    java.util.Arrays.fill(endless, (byte) 0x55);
    endless[0] = 0x40;
    hear(endless);
    assertEquals(List.of(Damage.CONTENT), damages);
    assertTrue(noise > 1000, "the rest is noise");
  }

  @Test
  void tellsStrayZerosAndAcknowledgesAsNoise() {
    hear("00 06 40 3F 10 07 9A 0D 00");
    assertEquals(3, noise);
    assertEquals(1, frames.size());
  }
}
