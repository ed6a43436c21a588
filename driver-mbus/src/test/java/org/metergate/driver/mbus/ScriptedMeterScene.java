// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.metergate.driver.mbus.frame.LongFrame;
import org.metergate.kit.KitSession;
import org.metergate.kit.RecordingPlayer;
import org.metergate.kit.ScriptedLink;
import org.metergate.spi.driver.MeterDriver;
import org.metergate.spi.option.OptionException;
import org.metergate.time.VirtualTime;

/** A meter that answers as a test says, with habits that the emulated bus does not have. */
class ScriptedMeterScene {
  static final byte[] ACKNOWLEDGED = {(byte) 0xE5};
  static final byte[] SILENCE = {};

  /** The second byte of a selection is its length. */
  static final int SELECTION = 0x0B;

  /** 12345678 KAM version 35, heat; then the access number, status 0 and no encryption. */
  static final String HEADER = "78563412" + "2D2C" + "35" + "04";

  /** The meter answered before. */
  static final Map<String, String> CONFIRMED =
      Map.of(RecordingPlayer.METER + "/" + Confirmation.STATE, "123456782D2C3504");

  static final String ENERGY = "0406" + "64000000";
  static final String VOLUME = "0414" + "C8000000";

  final VirtualTime time = new VirtualTime(RecordingPlayer.START);
  KitSession session = new KitSession(time, CONFIRMED);
  final ScriptedLink link = new ScriptedLink(time);
  int accessNumber;

  static ScriptedMeterScene newMeter() {
    ScriptedMeterScene meter = new ScriptedMeterScene();
    meter.session = new KitSession(meter.time);
    return meter;
  }

  byte[] answer(String records) {
    return answer(
        7, 0x72, HEADER + String.format("%02X", accessNumber++ & 0xFF) + "000000", records);
  }

  static byte[] answer(int address, int information, String header, String records) {
    byte[] data = HexFormat.of().parseHex(header + records);
    return new LongFrame(0x08, address, information, data).bytes();
  }

  void run(Duration life, Function<byte[], byte[]> meter, String... options) {
    Map<String, String> map =
        new LinkedHashMap<>(
            options.length > 1 && options[0].equals("secondary")
                ? Map.of()
                : Map.of("address", "7"));
    for (int i = 0; i < options.length; i += 2) {
      map.put(options[i], options[i + 1]);
    }
    link.answering(Duration.ofMillis(60), meter).lostAt(life);
    try {
      MeterDriver driver = RecordingPlayer.driver(new MbusDriverProvider(), map);
      RecordingPlayer.run(driver, link, session);
    } catch (OptionException e) {
      throw new AssertionError(e);
    }
  }

  static boolean isReset(byte[] question) {
    return question[1] == 0x40;
  }

  List<String> found() {
    return session.findings().stream()
        .map(found -> found.finding().code().id())
        .distinct()
        .toList();
  }

  List<Integer> controls() {
    return link.written().stream().map(question -> question[1] & 0xFF).toList();
  }
}
