// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical;

import static org.metergate.spi.finding.FindingCode.Kind.CONDITION;
import static org.metergate.spi.finding.FindingCode.Kind.EVENT;
import static org.metergate.spi.finding.FindingCode.Kind.FAULT;
import static org.metergate.spi.finding.Stage.BYTES;
import static org.metergate.spi.finding.Stage.FRAMES;
import static org.metergate.spi.finding.Stage.LIST;

import org.metergate.spi.finding.FindingCode;

/**
 * The findings of this driver, each with its parameters. The sentences are in the bundle {@link
 * #MESSAGES}.
 */
public final class MulticalFindings {
  /** Base name of the bundle. */
  public static final String MESSAGES = "org.metergate.driver.multical.messages";

  /** Nothing is received, and the meter never answered: {@code baud}. */
  public static final FindingCode NO_ANSWER = new FindingCode("no-answer", BYTES, FAULT);

  /** Only requests are received, those of {@code asks}, and no meter ever answered. */
  public static final FindingCode ECHO_ONLY = new FindingCode("echo-only", FRAMES, FAULT);

  /** A meter that answered before does not: {@code meter}. */
  public static final FindingCode ASLEEP = new FindingCode("meter-asleep", FRAMES, FAULT);

  /** An answer was damaged, twice. */
  public static final FindingCode CHECKSUM = new FindingCode("answer-damaged", FRAMES, FAULT);

  /** An answer broke off, twice. */
  public static final FindingCode ANSWER_CUT = new FindingCode("answer-cut", FRAMES, FAULT);

  /** Bytes arrive that are not KMP. */
  public static final FindingCode UNREADABLE = new FindingCode("no-kmp-bytes", FRAMES, FAULT);

  /** Single zero bytes arrive at the rate of pulses and never an answer. */
  public static final FindingCode PULSES = new FindingCode("looks-like-pulses", FRAMES, FAULT);

  /** Answers arrived to requests that had been given up: {@code count}. */
  public static final FindingCode LATE_ANSWER = new FindingCode("late-answer", FRAMES, EVENT);

  /** Another reader sends requests on this line, for {@code asks}. */
  public static final FindingCode OTHER_READER = new FindingCode("other-reader", FRAMES, CONDITION);

  /** A captured stream contains requests, for {@code asks}. */
  public static final FindingCode REQUESTS_HEARD = new FindingCode("requests-heard", FRAMES, EVENT);

  /** A meter acknowledged a request that writes; only in captured streams. */
  public static final FindingCode ACKNOWLEDGED = new FindingCode("acknowledged", FRAMES, EVENT);

  /** The content of an answer is malformed: {@code reason}. */
  public static final FindingCode MALFORMED = new FindingCode("malformed-answer", LIST, FAULT);

  /** The meter does not know {@code registers} that the configuration names. */
  public static final FindingCode REGISTERS_UNKNOWN =
      new FindingCode("registers-unknown", LIST, CONDITION);

  /** The meter answers and knows none of the requested registers. */
  public static final FindingCode NOTHING_KNOWN = new FindingCode("nothing-known", LIST, FAULT);

  /** Another meter answers than before: {@code meter} instead of {@code before}. */
  public static final FindingCode OTHER_METER = new FindingCode("meter-replaced", LIST, EVENT);

  /** A temperature sensor is not connected: {@code quantity}. */
  public static final FindingCode SENSOR_OPEN = new FindingCode("sensor-open", LIST, CONDITION);

  /** A temperature sensor is shorted: {@code quantity}. */
  public static final FindingCode SENSOR_SHORTED =
      new FindingCode("sensor-shorted", LIST, CONDITION);

  /** Values are zero because a sensor is broken: {@code quantities}. */
  public static final FindingCode ZEROS_WITHHELD =
      new FindingCode("zeros-withheld", LIST, CONDITION);

  /** The meter shows an info code whose bits are in no table here: {@code code}. */
  public static final FindingCode INFO_CODE = new FindingCode("info-code", LIST, CONDITION);

  /** A battery meter is read often: every {@code seconds}. */
  public static final FindingCode BATTERY = new FindingCode("battery-interval", LIST, CONDITION);

  /** The meter refuses or does not know its logger: {@code reason}. */
  public static final FindingCode NO_HISTORY = new FindingCode("no-history", LIST, EVENT);

  /** Logger records arrived whose time or layout is uncertain: {@code record}, the raw bytes. */
  public static final FindingCode RECORD_UNSURE = new FindingCode("record-unsure", LIST, EVENT);

  private MulticalFindings() {}
}
