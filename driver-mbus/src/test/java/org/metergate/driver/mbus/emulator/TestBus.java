// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.emulator;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metergate.driver.mbus.frame.LongFrame;
import org.metergate.driver.mbus.telegram.Answer;
import org.metergate.driver.mbus.telegram.TelegramDecoder;
import org.metergate.spi.emulator.EmulatedMeter;
import org.metergate.spi.emulator.EmulatedMeter.Burst;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.option.Options;
import org.metergate.time.VirtualTime;

/** An emulated bus on virtual time, and a master that asks it in hexadecimal digits. */
final class TestBus {
  /** A Thursday in winter, 13:00 by the meters' clock. */
  static final Instant START = Instant.parse("2026-01-15T12:00:00Z");

  static final String ACKNOWLEDGED = "E5";

  private final VirtualTime time = new VirtualTime(START);
  private final EmulatedMeter bus;
  private List<Burst> arrived = List.of();
  private long asked;

  TestBus(String... options) throws OptionException {
    MbusEmulatorProvider provider = new MbusEmulatorProvider();
    bus = provider.create(options(options), time);
  }

  static Options options(String... words) throws OptionException {
    Map<String, String> map = new LinkedHashMap<>();
    for (String word : words) {
      map.put(word.split("=")[0], word.split("=")[1]);
    }
    return Options.of(new MbusEmulatorProvider().info().options(), map);
  }

  EmulatedMeter bus() {
    return bus;
  }

  /** Sends bytes and returns what arrives within three seconds, each burst for itself. */
  List<String> ask(String request) {
    byte[] bytes = HexFormat.of().parseHex(request);
    asked = time.nanos() + bytes.length * bus.settings().byteNanos();
    bus.receive(bytes, asked);
    long end = asked + Duration.ofSeconds(3).toNanos();
    List<Burst> bursts = new ArrayList<>();
    while (bus.nextNanos() <= end) {
      time.advanceTo(bus.nextNanos());
      bursts.addAll(bus.poll(time.nanos()));
    }
    time.advanceTo(end);
    arrived = bursts;
    return bursts.stream()
        .map(burst -> HexFormat.of().withUpperCase().formatHex(burst.bytes()))
        .toList();
  }

  /** Sends a short frame and returns all that arrives. */
  String ask(int control, int address) {
    return String.join("", ask(shortFrame(control, address)));
  }

  /** Selects by eight bytes or more. */
  String select(String wanted) {
    return String.join("", ask(longFrame(0x73, 0xFD, "52" + wanted)));
  }

  /** Decodes what the meter of an address answers now, with the code of the driver. */
  Answer.Telegram read(int address) {
    byte[] request = HexFormat.of().parseHex(shortFrame(0x7B, address));
    bus.receive(request, time.nanos());
    byte[] frame = bus.poll(Long.MAX_VALUE).get(0).bytes();
    return decode(frame);
  }

  static Answer.Telegram decode(byte[] frame) {
    byte[] data = Arrays.copyOfRange(frame, 7, frame.length - 2);
    LongFrame received = new LongFrame(frame[4], frame[5] & 0xFF, frame[6] & 0xFF, data);
    return assertInstanceOf(Answer.Telegram.class, TelegramDecoder.decode(received));
  }

  /** How many milliseconds after the last request the first answer began. */
  long reaction() {
    return Duration.ofNanos(arrived.get(0).startNanos() - asked).toMillis();
  }

  long nanos() {
    return time.nanos();
  }

  void pass(Duration span) {
    time.advanceTo(time.nanos() + span.toNanos());
  }

  static String shortFrame(int control, int address) {
    return String.format("10%02X%02X%02X16", control, address, control + address & 0xFF);
  }

  static String longFrame(int control, int address, String rest) {
    byte[] bytes = HexFormat.of().parseHex(rest);
    int sum = control + address;
    for (byte one : bytes) {
      sum += one;
    }
    int length = bytes.length + 2;
    return String.format(
        "68%02X%02X68%02X%02X%s%02X16", length, length, control, address, rest, sum & 0xFF);
  }
}
