// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.metergate.driver.mbus.frame.LongFrame;
import org.metergate.kit.KitSession;
import org.metergate.kit.RecordingPlayer;
import org.metergate.kit.ScriptedLink;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.reading.Measurement;
import org.metergate.time.VirtualTime;

/** Meters that send what they sent before: each readout ends after a few questions. */
class RepeatingMeterTest {
  private static final byte[] ACKNOWLEDGED = {(byte) 0xE5};

  /** 12345678 KAM version 35, heat. */
  private static final String METER = "78563412" + "2D2C" + "35" + "04";

  private static final String ENERGY = "0406" + "64000000";
  private static final String VOLUME = "0414" + "C8000000";
  private static final String MORE_FOLLOW = "1F";

  /** The meter answered alone before. */
  private final Map<String, String> confirmed =
      Map.of(RecordingPlayer.METER + "/" + Confirmation.STATE, "123456782D2C3504");

  private final VirtualTime time = new VirtualTime(RecordingPlayer.START);
  private final KitSession session = new KitSession(time, confirmed);
  private final ScriptedLink link = new ScriptedLink(time);
  private int accessNumber;
  private int selections;

  private static byte[] telegram(int access, String records) {
    byte[] data =
        HexFormat.of().parseHex(METER + String.format("%02X", access & 0xFF) + "000000" + records);
    return new LongFrame(0x08, 7, 0x72, data).bytes();
  }

  private void run(Map<String, String> options, Function<byte[], byte[]> meter)
      throws OptionException {
    link.answering(Duration.ofMillis(60), meter).lostAt(Duration.ofMinutes(9));
    RecordingPlayer.run(RecordingPlayer.driver(new MbusDriverProvider(), options), link, session);
  }

  /** Returns the C field of each question. */
  private List<Integer> controls() {
    return link.written().stream()
        .map(question -> question[question.length == 5 ? 1 : 4] & 0xFF)
        .toList();
  }

  private List<List<String>> registers() {
    return session.readings().stream()
        .map(reading -> reading.measurements().stream().map(Measurement::register).toList())
        .toList();
  }

  @Test
  void aTelegramThatIsResentForEverIsAskedForOnceMore() throws OptionException {
    byte[] always = telegram(1, ENERGY + MORE_FOLLOW);
    run(Map.of("address", "7"), question -> question[1] == 0x40 ? ACKNOWLEDGED : always);
    assertEquals(List.of(0x40, 0x7B, 0x5B, 0x5B, 0x40, 0x7B, 0x5B, 0x5B), controls());
    assertEquals(List.of(List.of("04-06"), List.of("04-06")), registers());
    assertEquals(2, session.count(MbusFindings.SAME_TELEGRAM), "in each readout");
  }

  @Test
  void theLastTelegramOfTheReadoutBeforeIsPassedOverOnce() throws OptionException {
    run(
        Map.of("secondary", "12345678"),
        question -> {
          if (question.length > 5) {
            selections++;
            return ACKNOWLEDGED;
          }
          boolean first = selections == 1 && question[1] == 0x7B;
          return telegram(accessNumber++, first ? ENERGY + MORE_FOLLOW : VOLUME);
        });
    assertEquals(List.of(0x73, 0x7B, 0x5B, 0x73, 0x7B, 0x5B), controls());
    assertEquals(List.of(List.of("04-06", "04-14"), List.of("04-14")), registers());
  }

  @Test
  void aTelegramWithoutRecordsIsNoLastTelegramOfBefore() throws OptionException {
    run(
        Map.of("secondary", "12345678"),
        question -> question.length > 5 ? ACKNOWLEDGED : telegram(accessNumber++, ""));
    List<Integer> controls = controls();
    for (int i = 0; i < controls.size(); i++) {
      assertEquals(i % 2 == 0 ? 0x73 : 0x7B, controls.get(i), controls.toString());
    }
  }
}
