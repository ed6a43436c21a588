// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.metergate.driver.mbus.frame.Acknowledgement;
import org.metergate.driver.mbus.frame.LongFrame;
import org.metergate.driver.mbus.frame.MbusFrame;
import org.metergate.driver.mbus.frame.ShortFrame;
import org.metergate.spi.link.LineSettings;

/** A meter on a {@link CollidingBus}; a delay differs from meter to meter, as on a real bus. */
final class CollidingMeter {
  private final int address;
  private final String digits;
  private final String fabrication;
  private String sent;
  private Duration delay;
  private Duration dataDelay;
  private boolean mute;
  private boolean withoutSelection;
  private boolean withoutReset;
  private boolean withoutWildCards;
  private boolean busy;
  private Set<Integer> bauds = Set.of();
  private int missed;
  private boolean selected;

  CollidingMeter(int address, String digits, String fabrication) {
    this.address = address;
    this.digits = digits;
    this.sent = digits;
    this.fabrication = fabrication;
    this.delay = Duration.ofMillis(20 + address % 7 * 15);
  }

  CollidingMeter answeringAfter(Duration other) {
    delay = other;
    return this;
  }

  /** Acknowledges as others do, and takes longer for its data. */
  CollidingMeter sendingAfter(Duration other) {
    dataDelay = other;
    return this;
  }

  /** Acknowledges, and never sends data. */
  CollidingMeter mute() {
    mute = true;
    return this;
  }

  /** Does not acknowledge that it is reset. */
  CollidingMeter withoutReset() {
    withoutReset = true;
    return this;
  }

  /** Is selected by its whole secondary address alone. */
  CollidingMeter withoutWildCards() {
    withoutWildCards = true;
    return this;
  }

  /** Answers that it is busy, which does not say who it is. */
  CollidingMeter busy() {
    busy = true;
    return this;
  }

  /** Hears these speeds in place of that of the bus. */
  CollidingMeter at(Integer... speeds) {
    bauds = Set.of(speeds);
    return this;
  }

  /** Has a primary address alone. */
  CollidingMeter withoutSelection() {
    withoutSelection = true;
    return this;
  }

  /** Is selected by another secondary address than this one, which it sends. */
  CollidingMeter sending(String other) {
    sent = other;
    return this;
  }

  /** Sleeps when it is first called. */
  CollidingMeter missing(int questions) {
    missed = questions;
    return this;
  }

  /**
   * Returns whether the meter hears what is sent.
   *
   * @param settings with which it is sent.
   * @param ofBus those of the bus.
   */
  boolean hears(LineSettings settings, LineSettings ofBus) {
    return bauds.isEmpty() ? settings.equals(ofBus) : bauds.contains(settings.baud());
  }

  /** Takes a frame, and returns what the meter sends then, if anything. */
  Optional<MbusFrame> answer(MbusFrame frame) {
    return Optional.ofNullable(answerAwake(frame)).filter(answer -> missed-- <= 0);
  }

  /** Returns how long the meter waits before it sends an answer. */
  Duration delay(MbusFrame answer) {
    return dataDelay != null && answer instanceof LongFrame ? dataDelay : delay;
  }

  private MbusFrame answerAwake(MbusFrame frame) {
    if (frame instanceof LongFrame select) {
      selected =
          !withoutSelection
              && select.information() == 0x52
              && matches(select.data())
              && !(withoutWildCards && hasWildCards(select.data()));
      return selected ? new Acknowledgement() : null;
    }
    ShortFrame question = (ShortFrame) frame;
    boolean forAll = question.address() == 0xFE;
    boolean forSelected = question.address() == 0xFD && selected;
    if (question.control() == 0x40 && question.address() >= 0xFD) {
      selected = false;
    }
    if (question.address() != address && !forAll && !forSelected) {
      return null;
    }
    if (question.control() == 0x40) {
      return withoutReset ? null : new Acknowledgement();
    }
    if (busy) {
      return new LongFrame(0x08, address, 0x70, new byte[] {0x08});
    }
    return mute ? null : data();
  }

  private static boolean hasWildCards(byte[] wanted) {
    for (int i = 0; i < 8; i++) {
      if (wanted[i] == (byte) 0xFF || i < 4 && (wanted[i] & 0x0F) == 0x0F) {
        return true;
      }
    }
    return false;
  }

  private boolean matches(byte[] wanted) {
    boolean all = wanted.length == 8 || wanted.length == 14 && !fabrication.isEmpty();
    for (int i = 0; all && i < 8; i++) {
      int at = i < 4 ? 6 - 2 * i : 2 * i;
      all = matches(digits.substring(at, at + 2), wanted[i], i < 4);
    }
    for (int i = 10; all && i < wanted.length; i++) {
      int at = 2 * (13 - i);
      all = matches(fabrication.substring(at, at + 2), wanted[i], true);
    }
    return all;
  }

  private static boolean matches(String own, byte wanted, boolean byDigit) {
    String asked = String.format("%02X", wanted);
    return asked.equals("FF")
        || asked.equals(own)
        || byDigit
            && (asked.charAt(0) == 'F' || asked.charAt(0) == own.charAt(0))
            && (asked.charAt(1) == 'F' || asked.charAt(1) == own.charAt(1));
  }

  /** Returns what the meter sends. */
  LongFrame data() {
    String d = sent;
    String header =
        d.substring(6, 8)
            + d.substring(4, 6)
            + d.substring(2, 4)
            + d.substring(0, 2)
            + d.substring(8)
            + "01000000";
    String f = fabrication;
    String number =
        f.isEmpty()
            ? ""
            : "0C78"
                + f.substring(6, 8)
                + f.substring(4, 6)
                + f.substring(2, 4)
                + f.substring(0, 2);
    // 04-06, energy in kWh, as a meter has it, and texts up to the length of a usual answer
    String records = number + "040639300000" + "02FD170000".repeat(25);
    byte[] bytes = HexFormat.of().parseHex(header + records);
    return new LongFrame(0x08, address, 0x72, bytes);
  }
}
