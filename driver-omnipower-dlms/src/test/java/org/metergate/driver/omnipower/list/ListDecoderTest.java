// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.list;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.metergate.driver.omnipower.wire.Data;
import org.metergate.driver.omnipower.wire.Line;
import org.metergate.driver.omnipower.wire.Meter;
import org.metergate.spi.codec.MalformedException;

class ListDecoderTest {
  @Test
  void givesTheSameWithAndWithoutAKnownShape() {
    ListDecoder experienced = new ListDecoder(Scales.AUTO);
    Random random = new Random(5);
    byte[] described = // code, scale and value of a register, and a clock
        Data.notification()
            .structure(4)
            .array(4)
            .hex("0204 120028 0906 0000190900FF 0F02 120000")
            .hex("0204 120003 0906 0100010700FF 0F03 120000")
            .hex("0204 120003 0906 0100010700FF 0F02 120000")
            .hex("0204 120008 0906 0000010000FF 0F02 120000")
            .scale(-1, 27)
            .hex("1742C80000") // 100 as a float
            .clock(Data.TIME)
            .bytes();
    byte[][] lists = {new Meter().push1(), new Meter().nve(), new Meter().nveHourly(), described};
    for (int i = 0; i < 20_000; i++) {
      byte[] message = lists[i % lists.length].clone();
      for (int change = random.nextInt(3); change >= 0 && i >= lists.length; change--) {
        message[random.nextInt(message.length)] = (byte) random.nextInt(256);
      }
      assertEquals(
          outcome(new ListDecoder(Scales.AUTO), message), outcome(experienced, message), "" + i);
    }
  }

  private static String outcome(ListDecoder decoder, byte[] message) {
    try {
      return decoder.decode(message, 0, message.length).toString();
    } catch (MalformedException e) {
      return "malformed";
    }
  }

  @Test
  void readsAMessageInTheMiddleOfAFrame() throws MalformedException {
    ListDecoder decoder = new ListDecoder(Scales.AUTO);
    byte[] message = new Meter().push1();
    String expected = decoder.decode(message, 0, message.length).toString();
    for (int before = 0; before < 20; before++) {
      byte[] frame = Line.join(new byte[before], message, new byte[3]);
      assertEquals(expected, decoder.decode(frame, before, message.length).toString());
    }
  }

  @Test
  void makesNothingNewOfARegisterThatDidNotMove() throws MalformedException {
    ListDecoder decoder = new ListDecoder(Scales.AUTO);
    byte[] first = new Meter().push1();
    byte[] second = new Meter().set("1.7.0", 5).push1();
    Decoded.Telegram before = Reader.telegram(decoder.decode(first, 0, first.length));
    Decoded.Telegram after = Reader.telegram(decoder.decode(second, 0, second.length));
    assertSame(Reader.get(before, "energy_import"), Reader.get(after, "energy_import"));
    assertEquals("1083", Reader.value(before, "power_import"));
    assertEquals("5", Reader.value(after, "power_import"));
  }

  @Test
  void readsAListWhoseTextsChangeInEveryMessage() throws MalformedException {
    ListDecoder decoder = new ListDecoder(Scales.AUTO);
    for (int i = 0; i < 100; i++) {
      Meter meter = new Meter();
      meter.type = String.format("684113%012d", i);
      byte[] message = meter.nve();
      Decoded.Telegram telegram = Reader.telegram(decoder.decode(message, 0, message.length));
      assertEquals(meter.type, Reader.value(telegram, "meter_type"));
    }
  }

  @Test
  void takesNoRandomBytesForAMessage() {
    ListDecoder decoder = new ListDecoder(Scales.AUTO);
    Random random = new Random(6);
    byte[] bytes = new byte[447];
    for (int i = 0; i < 200_000; i++) {
      random.nextBytes(bytes);
      bytes[0] = 0x0F; // even where the first byte is right by chance
      assertFalse(decoder.plausible(bytes));
    }
    assertTrue(decoder.plausible(new Meter().push1()));
    byte[] longer = Arrays.copyOf(new Meter().push1(), 448);
    assertFalse(decoder.plausible(longer));
  }
}
