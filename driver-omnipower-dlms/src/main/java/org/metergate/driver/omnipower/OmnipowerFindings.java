// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower;

import static org.metergate.spi.finding.FindingCode.Kind.CONDITION;
import static org.metergate.spi.finding.FindingCode.Kind.EVENT;
import static org.metergate.spi.finding.FindingCode.Kind.FAULT;
import static org.metergate.spi.finding.Stage.DECRYPTION;
import static org.metergate.spi.finding.Stage.FRAMES;
import static org.metergate.spi.finding.Stage.LIST;

import org.metergate.spi.finding.FindingCode;

/**
 * The findings of this driver, each with its parameters; {@code meter} is the identifier that the
 * meter sends, never a key. The sentences are in the bundle {@link #MESSAGES}.
 */
public final class OmnipowerFindings {
  /** Base name of the bundle. */
  public static final String MESSAGES = "org.metergate.driver.omnipower.messages";

  /** A frame's checksum is wrong. */
  public static final FindingCode CHECKSUM = new FindingCode("checksum", FRAMES, FAULT);

  /** A frame broke off. */
  public static final FindingCode FRAME_CUT = new FindingCode("frame-cut", FRAMES, FAULT);

  /** The bytes are those of a push message read with a parity bit. */
  public static final FindingCode WRONG_PARITY = new FindingCode("wrong-parity", FRAMES, FAULT);

  /** The line carries the text of a P1 port. */
  public static final FindingCode P1_TEXT = new FindingCode("p1-text", FRAMES, FAULT);

  /** The line carries frames of Kamstrup's request protocol (KMP). */
  public static final FindingCode KMP_TRAFFIC = new FindingCode("kmp-traffic", FRAMES, FAULT);

  /** Bytes arrive that are not a frame of any known kind. */
  public static final FindingCode UNREADABLE = new FindingCode("unreadable-bytes", FRAMES, FAULT);

  /** The parts of a message do not fit together: {@code reason}. */
  public static final FindingCode PIECES_LOST = new FindingCode("pieces-lost", FRAMES, EVENT);

  /** The invocation counter jumped: {@code meter}, {@code count} of messages that never arrived. */
  public static final FindingCode MESSAGES_LOST = new FindingCode("messages-lost", FRAMES, EVENT);

  /** The meter encrypts and there is no key: {@code meter}. */
  public static final FindingCode KEYS_MISSING = new FindingCode("keys-missing", DECRYPTION, FAULT);

  /** The two keys are swapped: {@code meter}. */
  public static final FindingCode KEYS_SWAPPED =
      new FindingCode("keys-swapped", DECRYPTION, CONDITION);

  /** Only the encryption key is right: {@code meter}. */
  public static final FindingCode WRONG_AUTHENTICATION_KEY =
      new FindingCode("wrong-authentication-key", DECRYPTION, FAULT);

  /** The encryption key is not that of this meter: {@code meter}. */
  public static final FindingCode WRONG_ENCRYPTION_KEY =
      new FindingCode("wrong-encryption-key", DECRYPTION, FAULT);

  /** A message was read whose tag cannot be checked without the second key: {@code meter}. */
  public static final FindingCode NOT_AUTHENTICATED_NO_KEY =
      new FindingCode("not-authenticated-no-key", DECRYPTION, CONDITION);

  /** An encrypted message without a tag was read: {@code meter}. */
  public static final FindingCode NOT_AUTHENTICATED_NO_TAG =
      new FindingCode("not-authenticated-no-tag", DECRYPTION, CONDITION);

  /** A message without encryption was read. */
  public static final FindingCode NOT_AUTHENTICATED_PLAIN =
      new FindingCode("not-authenticated-plain", DECRYPTION, CONDITION);

  /** A message without authentication was refused, since the configuration requires it. */
  public static final FindingCode AUTHENTICATION_REQUIRED =
      new FindingCode("authentication-required", DECRYPTION, FAULT);

  /** A message without authentication was refused, since the meter's earlier messages had it. */
  public static final FindingCode AUTHENTICATION_LOST =
      new FindingCode("authentication-lost", DECRYPTION, FAULT);

  /** Unknown kind of protection: {@code kind}. */
  public static final FindingCode UNKNOWN_PROTECTION =
      new FindingCode("unknown-protection", DECRYPTION, FAULT);

  /** A message was received twice and read once: {@code meter}, {@code counter}. */
  public static final FindingCode MESSAGE_REPEATED =
      new FindingCode("message-repeated", DECRYPTION, EVENT);

  /** Two different messages have the same counter: {@code meter}, {@code counter}. */
  public static final FindingCode COUNTER_REUSED =
      new FindingCode("counter-reused", DECRYPTION, EVENT);

  /**
   * A message without authentication is older than the last one: {@code meter}, {@code counter}.
   */
  public static final FindingCode MESSAGE_OLD = new FindingCode("message-old", DECRYPTION, EVENT);

  /** The counter went back: {@code meter}, {@code before}, {@code counter}. */
  public static final FindingCode COUNTER_STEPPED_BACK =
      new FindingCode("counter-stepped-back", DECRYPTION, EVENT);

  /** An unknown list: {@code list}. */
  public static final FindingCode UNKNOWN_LIST = new FindingCode("unknown-list", LIST, FAULT);

  /** A list whose values have no names that could be read: {@code list}. */
  public static final FindingCode UNNAMED_LIST = new FindingCode("unnamed-list", LIST, FAULT);

  /** A message that is not a list: {@code kind}. */
  public static final FindingCode UNKNOWN_MESSAGE = new FindingCode("unknown-message", LIST, FAULT);

  /** The content is malformed: {@code reason}. */
  public static final FindingCode MALFORMED = new FindingCode("malformed-content", LIST, FAULT);

  /** Voltages are sent in hundredths of a volt. */
  public static final FindingCode VOLTAGE_IN_HUNDREDTHS =
      new FindingCode("voltage-in-hundredths", LIST, CONDITION);

  /** The scale of the currents cannot be determined. */
  public static final FindingCode CURRENT_SCALE_UNSURE =
      new FindingCode("current-scale-unsure", LIST, CONDITION);

  /** The powers are more than voltages and currents allow. */
  public static final FindingCode POWER_TOO_HIGH =
      new FindingCode("power-too-high", LIST, CONDITION);

  /** Some registers have no scale. */
  public static final FindingCode SCALES_OPEN = new FindingCode("scales-open", LIST, CONDITION);

  /** A date or time is impossible; the values were read with the time of receipt. */
  public static final FindingCode CLOCK_IMPOSSIBLE =
      new FindingCode("clock-impossible", LIST, CONDITION);

  /**
   * A register was left out of a reading, since its content is not a number: {@code quantity},
   * {@code register}.
   */
  public static final FindingCode NOT_A_NUMBER = new FindingCode("not-a-number", LIST, EVENT);

  private OmnipowerFindings() {}
}
