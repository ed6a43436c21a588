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
 * Checks decrypted text, which is an ordinary telegram with its own checksum. Keeps the last text
 * that it checked. One thread.
 */
final class PlainTexts implements FrameSink<Frame> {
  private static final long FOR_EVER = Long.MAX_VALUE;

  private final TelegramFramer strict = new TelegramFramer(ChecksumPolicy.REQUIRED);
  private final TelegramFramer lenient = new TelegramFramer(ChecksumPolicy.IGNORE);
  private Telegram found;
  private byte[] last = {};
  private boolean whole;

  /** Returns whether a text is a telegram with a valid checksum. */
  boolean plausible(byte[] text) {
    last = text;
    whole = find(strict, text).isPresent();
    return whole;
  }

  /** Finds the telegram in an authenticated text; its checksum is not needed then. */
  Optional<Telegram> proven(byte[] text) {
    return find(lenient, text);
  }

  /** Returns the last text that {@link #plausible} checked. */
  byte[] last() {
    return last;
  }

  /**
   * Returns whether that text begins like a telegram but is not intact: the key fits, the line
   * damaged it.
   */
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
    // bytes around the telegram are padding
  }

  @Override
  public void corrupt(Damage damage) {
    // the caller sees that there is no telegram
  }
}
