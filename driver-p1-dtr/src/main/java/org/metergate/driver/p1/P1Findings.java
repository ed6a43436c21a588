// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1;

import static org.metergate.spi.finding.FindingCode.Kind.CONDITION;
import static org.metergate.spi.finding.FindingCode.Kind.EVENT;
import static org.metergate.spi.finding.FindingCode.Kind.FAULT;
import static org.metergate.spi.finding.Stage.BYTES;
import static org.metergate.spi.finding.Stage.DECRYPTION;
import static org.metergate.spi.finding.Stage.FRAMES;
import static org.metergate.spi.finding.Stage.LIST;

import org.metergate.spi.finding.FindingCode;

/**
 * The findings of this driver, each with its parameters; {@code meter} is the identifier that the
 * meter sends, never a key. The sentences are in the bundle {@link #MESSAGES}.
 */
public final class P1Findings {
  /** Base name of the bundle. */
  public static final String MESSAGES = "org.metergate.driver.p1.messages";

  /** Telegrams arrive only while the request line has the level opposite to the configured one. */
  public static final FindingCode REQUEST_REVERSED =
      new FindingCode("p1-request-reversed", BYTES, CONDITION);

  /** Nothing is received at either level of the request line. */
  public static final FindingCode NO_ANSWER = new FindingCode("p1-no-answer", BYTES, EVENT);

  /** The meter was found at another speed than before: {@code baud}. */
  public static final FindingCode SPEED_FOUND = new FindingCode("p1-speed-found", BYTES, EVENT);

  /** A telegram's checksum is wrong. */
  public static final FindingCode CHECKSUM = new FindingCode("p1-checksum", FRAMES, FAULT);

  /** A telegram has no checksum although it should have one. */
  public static final FindingCode CHECKSUM_MISSING =
      new FindingCode("p1-checksum-missing", FRAMES, FAULT);

  /** A telegram broke off. */
  public static final FindingCode CUT = new FindingCode("p1-cut", FRAMES, FAULT);

  /** A telegram that no valid checksum protects has a line that is no record. */
  public static final FindingCode DAMAGED = new FindingCode("p1-damaged", FRAMES, FAULT);

  /** A telegram is longer than any meter's. */
  public static final FindingCode TOO_LONG = new FindingCode("p1-too-long", FRAMES, FAULT);

  /** A telegram without a checksum contains a control character. */
  public static final FindingCode CONTROL_CHARACTER =
      new FindingCode("p1-control-character", FRAMES, FAULT);

  /** A telegram without a checksum contains a byte that is no character. */
  public static final FindingCode FOREIGN_BYTE = new FindingCode("p1-foreign-byte", FRAMES, FAULT);

  /** A telegram that no valid checksum protects differs in its form from the one before. */
  public static final FindingCode FORM_CHANGED = new FindingCode("p1-form-changed", FRAMES, FAULT);

  /** Only the identification line is sent: {@code meter}. */
  public static final FindingCode WANTS_POWER = new FindingCode("p1-wants-power", FRAMES, FAULT);

  /** Bytes arrive that are not a telegram at any speed. */
  public static final FindingCode UNREADABLE = new FindingCode("p1-unreadable", FRAMES, FAULT);

  /** The line carries messages of a DLMS port. */
  public static final FindingCode DLMS_TRAFFIC = new FindingCode("p1-dlms-traffic", FRAMES, FAULT);

  /** Carriage returns are missing and were restored to verify the checksum. */
  public static final FindingCode LINE_ENDS_RESTORED =
      new FindingCode("p1-line-ends-restored", FRAMES, CONDITION);

  /** A telegram with a wrong checksum was read, as configured. */
  public static final FindingCode CHECKSUM_IGNORED =
      new FindingCode("p1-checksum-ignored", FRAMES, CONDITION);

  /** The meter encrypts and there is no key: {@code meter}. */
  public static final FindingCode KEY_MISSING =
      new FindingCode("p1-key-missing", DECRYPTION, FAULT);

  /** The key is not that of this meter: {@code meter}. */
  public static final FindingCode WRONG_KEY = new FindingCode("p1-wrong-key", DECRYPTION, FAULT);

  /** The two keys are swapped: {@code meter}. */
  public static final FindingCode KEYS_SWAPPED =
      new FindingCode("p1-keys-swapped", DECRYPTION, CONDITION);

  /** The encryption key is right, the second one is not: {@code meter}. */
  public static final FindingCode WRONG_SECOND_KEY =
      new FindingCode("p1-wrong-second-key", DECRYPTION, FAULT);

  /** An encrypted telegram was read without authentication: {@code meter}. */
  public static final FindingCode NOT_AUTHENTICATED =
      new FindingCode("p1-not-authenticated", DECRYPTION, CONDITION);

  /** A key is configured, and the meter sends plain text, which was read. */
  public static final FindingCode PLAIN_TEXT =
      new FindingCode("p1-plain-text", DECRYPTION, CONDITION);

  /** A telegram without authentication was refused, since the configuration requires it. */
  public static final FindingCode PROOF_REQUIRED =
      new FindingCode("p1-proof-required", DECRYPTION, FAULT);

  /** A telegram without authentication was refused, since the meter's earlier ones had it. */
  public static final FindingCode PROOF_LOST = new FindingCode("p1-proof-lost", DECRYPTION, FAULT);

  /** Unknown kind of protection: {@code kind}. */
  public static final FindingCode UNKNOWN_PROTECTION =
      new FindingCode("p1-unknown-protection", DECRYPTION, FAULT);

  /** The last telegram was received again, identical to the bit: {@code meter}, {@code counter}. */
  public static final FindingCode REPEATED = new FindingCode("p1-repeated", DECRYPTION, EVENT);

  /** An old telegram was not read: {@code meter}, {@code counter}. */
  public static final FindingCode OLD = new FindingCode("p1-old", DECRYPTION, EVENT);

  /** The telegram counter went back: {@code meter}, {@code before}, {@code counter}. */
  public static final FindingCode COUNTER_STEPPED_BACK =
      new FindingCode("p1-counter-stepped-back", DECRYPTION, EVENT);

  /** Some lines of a good telegram are not records. */
  public static final FindingCode LINES_UNREADABLE =
      new FindingCode("p1-lines-unreadable", LIST, CONDITION);

  /** The meter's clock was never set. */
  public static final FindingCode CLOCK_NOT_SET =
      new FindingCode("p1-clock-not-set", LIST, CONDITION);

  /** The meter marks the value of {@code meters} (gas, water) as not valid; it is left out. */
  public static final FindingCode SUB_METER_NOT_VALID =
      new FindingCode("p1-sub-meter-not-valid", LIST, CONDITION);

  /** The time of the value of {@code meters} (gas, water) is not possible; it is left out. */
  public static final FindingCode SUB_METER_TIME =
      new FindingCode("p1-sub-meter-time", LIST, CONDITION);

  private P1Findings() {}
}
