// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.request;

import static org.metergate.kit.TransmissionErrors.join;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.function.Function;
import org.metergate.driver.mbus.frame.LongFrame;
import org.metergate.kit.ScriptedLink;
import org.metergate.time.VirtualTime;

/** An exchange on a line that answers as a test says, on virtual time. */
final class Bus {
  static final Duration PATIENCE = Duration.ofMillis(1500);
  static final byte[] ACKNOWLEDGEMENT = {(byte) 0xE5};
  static final byte[] NOTHING = {};

  /** A meter answers after 50 ms. */
  static final Duration DELAY = Duration.ofMillis(50);

  final VirtualTime time = new VirtualTime(Instant.parse("2026-01-01T00:00:00Z"));
  final ScriptedLink link = new ScriptedLink(time);
  final MbusExchange exchange = new MbusExchange(link, time, MbusExchange.line(2400), PATIENCE);

  /** The answers to all that is sent. */
  Bus answering(Function<byte[], byte[]> answers) {
    link.answering(DELAY, answers);
    return this;
  }

  Bus answering(byte[]... answer) {
    return answering(sent -> join(answer));
  }

  long millis() {
    return time.nanos() / 1_000_000;
  }

  /** The answer of a meter with one value, 123 kWh. */
  static LongFrame answer(int address) {
    return new LongFrame(0x08, address, 0x72, bytes("83112167 2D2C3504 2A000000 04067B000000"));
  }

  static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }
}
