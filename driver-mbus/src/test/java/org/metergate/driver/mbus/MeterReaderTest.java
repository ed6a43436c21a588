// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.metergate.driver.mbus.frame.LongFrame;
import org.metergate.kit.KitSession;
import org.metergate.kit.RecordingPlayer;
import org.metergate.kit.ScriptedLink;
import org.metergate.spi.option.OptionException;
import org.metergate.time.VirtualTime;

/** Whose answer it is. */
class MeterReaderTest {
  private static final byte[] ACKNOWLEDGED = {(byte) 0xE5};

  private static byte[] answer(String identification) {
    byte[] data =
        HexFormat.of().parseHex(identification + "2D2C3504" + "01000000" + "040664000000");
    return new LongFrame(0x08, 7, 0x72, data).bytes();
  }

  private static byte[] damaged(byte[] answer) {
    byte[] damaged = answer.clone();
    damaged[20] ^= 1;
    return damaged;
  }

  private static List<String> found(byte[]... answers) throws OptionException {
    VirtualTime time = new VirtualTime(RecordingPlayer.START);
    KitSession session = new KitSession(time);
    List<byte[]> all = new ArrayList<>(Arrays.asList(answers));
    ScriptedLink link = new ScriptedLink(time);
    link.answering(Duration.ofMillis(60), question -> all.remove(0)).lostAt(Duration.ofSeconds(20));
    RecordingPlayer.run(
        RecordingPlayer.driver(new MbusDriverProvider(), Map.of("customer-number", "12345607")),
        link,
        session);
    assertEquals(List.of(), session.readings());
    return session.findings().stream().map(found -> found.finding().code().id()).toList();
  }

  /** What is left of a merged answer may have the number of a meter that does not exist. */
  @Test
  void aWrongNumberAfterDamageIsNoOtherMeter() throws OptionException {
    byte[] other = answer("11111111");
    assertEquals(List.of("other-meter"), found(ACKNOWLEDGED, other));
    assertEquals(List.of("answer-damaged"), found(ACKNOWLEDGED, damaged(other), other));
    assertEquals(
        List.of("answer-damaged"),
        found(ACKNOWLEDGED, Arrays.copyOf(other, other.length - 4), other),
        "after one that broke off");
  }
}
