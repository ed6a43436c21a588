// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.list;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import org.metergate.spi.codec.MalformedException;
import org.metergate.spi.reading.Measurement;

/** Decodes messages for tests and looks values up. */
final class Reader {
  private Reader() {}

  static Decoded.Telegram read(byte[] message) throws MalformedException {
    return read(message, Scales.AUTO);
  }

  static Decoded.Telegram read(byte[] message, Scales scales) throws MalformedException {
    return telegram(new ListDecoder(scales).decode(message, 0, message.length));
  }

  static Decoded.Telegram telegram(Decoded decoded) {
    return assertInstanceOf(Decoded.Telegram.class, decoded);
  }

  static Measurement get(Decoded.Telegram telegram, String quantity) {
    return telegram.measurements().stream()
        .filter(m -> m.quantity().name().equals(quantity))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + quantity + " in " + telegram));
  }

  static String value(Decoded.Telegram telegram, String quantity) {
    return String.valueOf(get(telegram, quantity).value());
  }
}
