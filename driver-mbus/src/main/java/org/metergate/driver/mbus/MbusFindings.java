// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import static org.metergate.spi.finding.FindingCode.Kind.CONDITION;
import static org.metergate.spi.finding.FindingCode.Kind.EVENT;
import static org.metergate.spi.finding.FindingCode.Kind.FAULT;
import static org.metergate.spi.finding.Stage.BYTES;
import static org.metergate.spi.finding.Stage.DECRYPTION;
import static org.metergate.spi.finding.Stage.FRAMES;
import static org.metergate.spi.finding.Stage.LIST;

import org.metergate.spi.finding.FindingCode;

/**
 * The findings of this driver, each with its parameters; the sentences are in the bundle {@link
 * #MESSAGES}. {@code address} is a primary address or the digits of a secondary one. What concerns
 * one meter is a fault at stage FRAMES at the earliest, since bytes of the other meters pass the
 * stage before all the time.
 */
public final class MbusFindings {
  /** Base name of the bundle. */
  public static final String MESSAGES = "org.metergate.driver.mbus.messages";

  /** Nothing is received from any meter of the bus: {@code baud}. */
  public static final FindingCode BUS_SILENT = new FindingCode("bus-silent", BYTES, FAULT);

  /** Only what is sent comes back, and no meter answers: {@code baud}. */
  public static final FindingCode ONLY_ECHO = new FindingCode("only-echo", FRAMES, FAULT);

  /** Bytes arrive that are no frames, and no meter answers well: {@code baud}. */
  public static final FindingCode NO_MBUS_BYTES = new FindingCode("no-mbus-bytes", FRAMES, FAULT);

  /** One meter does not answer, while others do: {@code address}. */
  public static final FindingCode METER_SILENT = new FindingCode("meter-silent", FRAMES, FAULT);

  /** No meter accepts a selection, while others answer: {@code address}. */
  public static final FindingCode NOT_SELECTED = new FindingCode("not-selected", FRAMES, FAULT);

  /** A meter answers only after the timeout: {@code address}, {@code milliseconds}. */
  public static final FindingCode ANSWERS_TOO_LATE =
      new FindingCode("answers-too-late", FRAMES, FAULT);

  /** An answer came when its question had been given up: {@code address}. */
  public static final FindingCode LATE_ANSWER = new FindingCode("late-answer", FRAMES, EVENT);

  /** An answer was damaged, twice: {@code address}. */
  public static final FindingCode ANSWER_DAMAGED = new FindingCode("answer-damaged", FRAMES, FAULT);

  /** Bytes of an answer are missing, twice: {@code address}. */
  public static final FindingCode ANSWER_CUT = new FindingCode("answer-cut", FRAMES, FAULT);

  /** All answers at one address are damaged, while other meters are fine: {@code address}. */
  public static final FindingCode ADDRESS_SHARED = new FindingCode("address-shared", FRAMES, FAULT);

  /** All answers after a selection are damaged, while other meters are fine: {@code address}. */
  public static final FindingCode SEVERAL_SELECTED =
      new FindingCode("several-selected", FRAMES, FAULT);

  /** A meter with another address answered: {@code address}, {@code answered}. */
  public static final FindingCode OTHER_ADDRESS = new FindingCode("other-address", FRAMES, FAULT);

  /** The line reflects what is sent. */
  public static final FindingCode ECHO = new FindingCode("echo", FRAMES, CONDITION);

  /** The meters answer at another speed than the usual one: {@code baud}. */
  public static final FindingCode SPEED_FOUND = new FindingCode("speed-found", FRAMES, EVENT);

  /** The content is encrypted: {@code mode}. */
  public static final FindingCode ENCRYPTED = new FindingCode("encrypted", DECRYPTION, FAULT);

  /** Another meter than the configured one: {@code wanted}, {@code answered}. */
  public static final FindingCode OTHER_METER = new FindingCode("other-meter", LIST, FAULT);

  /** Another configured meter of the bus is the same one: {@code other}, {@code number}. */
  public static final FindingCode SAME_METER = new FindingCode("same-meter", LIST, CONDITION);

  /**
   * No meter accepts a selection by what the meter says of itself, and it is not known yet whether
   * others answer together with it: {@code address}, {@code number}.
   */
  public static final FindingCode PERHAPS_SEVERAL = new FindingCode("perhaps-several", LIST, FAULT);

  /** The meter is busy. */
  public static final FindingCode METER_BUSY = new FindingCode("meter-busy", LIST, FAULT);

  /** The meter allows no further readout for a time. */
  public static final FindingCode READ_TOO_OFTEN = new FindingCode("read-too-often", LIST, FAULT);

  /** The meter reports another error in place of data: {@code code}. */
  public static final FindingCode APPLICATION_ERROR =
      new FindingCode("application-error", LIST, FAULT);

  /** An answer has a form that cannot be read: {@code ci}, {@code reason}. */
  public static final FindingCode UNKNOWN_FORM = new FindingCode("unknown-form", LIST, FAULT);

  /** The meter acknowledges a question for data, which says that it has none. */
  public static final FindingCode NO_DATA = new FindingCode("no-data", LIST, FAULT);

  /** An answer contains no value. */
  public static final FindingCode NO_VALUES = new FindingCode("no-values", LIST, FAULT);

  /** The rest of a telegram could not be read: {@code reason}. */
  public static final FindingCode REST_UNREADABLE =
      new FindingCode("rest-unreadable", LIST, CONDITION);

  /** Records have something else in place of a value: {@code values}, with what it is. */
  public static final FindingCode VALUES_INVALID =
      new FindingCode("values-invalid", LIST, CONDITION);

  /** Not all telegrams of an answer arrived: {@code count}, those that did. */
  public static final FindingCode ANSWER_INCOMPLETE =
      new FindingCode("answer-incomplete", LIST, CONDITION);

  /** The meter sends the same telegram in place of the next one. */
  public static final FindingCode SAME_TELEGRAM = new FindingCode("same-telegram", LIST, CONDITION);

  /** The meter is read more often than its battery allows: {@code interval}, {@code shortest}. */
  public static final FindingCode BATTERY_INTERVAL =
      new FindingCode("battery-interval", LIST, CONDITION);

  /**
   * The bus is too slow for the interval: {@code interval}, {@code seconds} since the last readout
   * but for the time in which no meter answered.
   */
  public static final FindingCode INTERVAL_TOO_SHORT =
      new FindingCode("interval-too-short", LIST, CONDITION);

  /** The values stay the same although the meter answers: {@code minutes}. */
  public static final FindingCode VALUES_STAND_STILL =
      new FindingCode("values-stand-still", LIST, CONDITION);

  /** A captured stream contains questions and no answer. */
  public static final FindingCode ONLY_QUESTIONS = new FindingCode("only-questions", FRAMES, FAULT);

  /** A frame of a captured stream is damaged. */
  public static final FindingCode FRAME_DAMAGED = new FindingCode("frame-damaged", FRAMES, FAULT);

  /** A frame of a captured stream broke off. */
  public static final FindingCode FRAME_CUT = new FindingCode("frame-cut", FRAMES, FAULT);

  private MbusFindings() {}
}
