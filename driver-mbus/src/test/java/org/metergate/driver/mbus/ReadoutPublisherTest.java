// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.metergate.driver.mbus.frame.LongFrame;
import org.metergate.driver.mbus.telegram.Answer;
import org.metergate.driver.mbus.telegram.TelegramDecoder;
import org.metergate.kit.KitSession;
import org.metergate.kit.RecordingPlayer;
import org.metergate.spi.reading.Origin;
import org.metergate.time.VirtualTime;

/** The bounds of what is published of one meter, and what is published once. */
class ReadoutPublisherTest {
  private static final String HEAT = "3504";

  private final KitSession session = new KitSession(new VirtualTime(RecordingPlayer.START));
  private final ReadoutPublisher publisher =
      new ReadoutPublisher(Optional.of(Duration.ofMinutes(5)));

  /** A telegram of a Kamstrup meter; records in hexadecimal. */
  private static Answer.Telegram telegram(String model, String records) {
    byte[] data = HexFormat.of().parseHex("78563412" + "2D2C" + model + "2A000000" + records);
    return (Answer.Telegram) TelegramDecoder.decode(new LongFrame(0x08, 7, 0x72, data));
  }

  private void publish(List<Answer.Telegram> telegrams) {
    publisher.publish(session.meter("m"), telegrams, true);
  }

  private long records() {
    return session.readings().stream().filter(one -> one.origin() == Origin.HISTORY).count();
  }

  /** An energy, and the 31 December 2019 as its date, in a storage up to 8191. */
  private static Answer.Telegram storage(int number, int energy) {
    String dif = "%02X%02X%02X%02X";
    int low = (number & 1) << 6;
    int second = 0x80 | number >> 1 & 0x0F;
    int third = 0x80 | number >> 5 & 0x0F;
    int last = number >> 9;
    return telegram(
        HEAT,
        String.format(Locale.ROOT, dif, 0x81 | low, second, third, last)
            + String.format(Locale.ROOT, "06%02X", energy)
            + String.format(Locale.ROOT, dif, 0x82 | low, second, third, last)
            + "6C7F1C");
  }

  private static List<Answer.Telegram> storages(int first, int last) {
    return IntStream.rangeClosed(first, last).mapToObj(number -> storage(number, 1)).toList();
  }

  @Test
  void eachStorageIsPublishedOnceHoweverManyThereAre() {
    for (int i = 0; i < 3; i++) {
      publish(storages(1, 700));
      assertEquals(700, records());
    }
  }

  @Test
  void storagesWhoseNumbersAreUsedNoMoreAreForgotten() {
    publish(storages(1, 700));
    publish(storages(701, 1400));
    publish(storages(701, 1400));
    assertEquals(1400, records());
    publish(storages(1, 700));
    assertEquals(2100, records());
  }

  @Test
  void aStorageThatChangedIsPublishedAlone() {
    List<Answer.Telegram> changed = new ArrayList<>(storages(1, 20));
    publish(changed);
    changed.set(7, storage(8, 2));
    publish(changed);
    assertEquals(21, records());
    publish(changed);
    assertEquals(21, records());
  }

  @Test
  void noMoreThanTwoThousandValuesArePublishedAtOnceAndTheRestIsReported() {
    String energies = "01" + "06" + "05";
    publish(List.of(telegram(HEAT, energies.repeat(50))));
    assertEquals(50, session.readings().get(0).measurements().size());
    assertEquals(0, session.count(MbusFindings.REST_UNREADABLE));
    List<Answer.Telegram> all = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      all.add(telegram(HEAT, energies.repeat(50)));
    }
    publish(all);
    assertEquals(2000, session.readings().get(1).measurements().size());
    assertEquals(0, session.count(MbusFindings.REST_UNREADABLE));
    all.add(telegram(HEAT, energies));
    publish(all);
    assertEquals(2000, session.readings().get(2).measurements().size());
    assertEquals(1, session.count(MbusFindings.REST_UNREADABLE));
  }

  /** It is noon of 15 January 2026 in UTC, and the next day at 02:00 where it is latest. */
  @Test
  void aStoredDateIsPastWhereverItCanBeInTheWorld() {
    String energy = "4406" + "01000000";
    publish(List.of(telegram(HEAT, energy + "446D" + "0022" + "5031"))); // 16th, 02:00
    assertEquals(1, records());
    publish(List.of(telegram(HEAT, energy + "446D" + "0122" + "5031"))); // 16th, 02:01
    assertEquals(1, records(), "still to come everywhere");
  }
}
