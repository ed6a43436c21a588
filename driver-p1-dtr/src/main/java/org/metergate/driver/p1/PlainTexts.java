// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1;

import java.util.Optional;
import org.metergate.driver.p1.frame.ChecksumPolicy;
import org.metergate.driver.p1.frame.Frame;
import org.metergate.driver.p1.frame.Telegram;
import org.metergate.driver.p1.frame.TelegramFramer;
import org.metergate.spi.codec.Damage;
import org.metergate.spi.codec.FrameSink;

/**
 * Looks at what was decrypted: an ordinary telegram with its own checksum. Remembers the last text
 * that it looked at. One thread.
 */
final class PlainTexts implements FrameSink<Frame> {
  private static final long FOR_EVER = Long.MAX_VALUE;

  private final TelegramFramer strict = new TelegramFramer(ChecksumPolicy.REQUIRED);
  private final TelegramFramer lenient = new TelegramFramer(ChecksumPolicy.IGNORE);
  private Telegram found;
  private byte[] last = {};
  private boolean whole;

  /** Says whether a text is a telegram whose checksum holds. */
  boolean plausible(byte[] text) {
    last = text;
    whole = find(strict, text).isPresent();
    return whole;
  }

  /** Finds the telegram in a text that its tag proves; its checksum is not needed then. */
  Optional<Telegram> proven(byte[] text) {
    return find(lenient, text);
  }

  /** The last text that {@link #plausible} looked at. */
  byte[] last() {
    return last;
  }

  /** Whether that text begins like a telegram and is not whole: the key fits, the line hit it. */
  boolean lastWasDamaged() {
    return !whole && Telegram.beginsAt(last);
  }

  private Optional<Telegram> find(TelegramFramer framer, byte[] text) {
    found = null;
    framer.accept(text, 0, text.length, this);
    framer.silence(FOR_EVER, this);
    return Optional.ofNullable(found);
  }

  @Override
  public void frame(Frame frame) {
    if (found == null && frame instanceof Telegram telegram) {
      found = telegram;
    }
  }

  @Override
  public void noise(byte[] bytes, int offset, int length) {
    // what stands beside the telegram is filling
  }

  @Override
  public void corrupt(Damage damage) {
    // whoever asked is told that there is no telegram
  }
}
