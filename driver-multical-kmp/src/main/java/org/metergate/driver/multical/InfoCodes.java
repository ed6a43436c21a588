// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical;

import static org.metergate.spi.finding.FindingCode.Kind.CONDITION;
import static org.metergate.spi.finding.Stage.LIST;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.finding.FindingCode;

/**
 * Info codes as findings, for the families whose bits are known: MULTICAL 403 (its technical
 * description, as far as seen) and the water meters (four flags; the bits above count hours). Each
 * bit is a separate finding, without parameters.
 */
public final class InfoCodes {
  /** Flow temperature above its range, or its sensor is off. */
  public static final FindingCode T1_HIGH = code("info-t1-high");

  /** Return temperature above its range, or its sensor is off. */
  public static final FindingCode T2_HIGH = code("info-t2-high");

  /** Flow temperature below its range, or its sensor is shorted. */
  public static final FindingCode T1_LOW = code("info-t1-low");

  /** Return temperature below its range, or its sensor is shorted. */
  public static final FindingCode T2_LOW = code("info-t2-low");

  /** The temperature difference is not valid. */
  public static final FindingCode DIFFERENCE = code("info-difference");

  /** Air in the flow sensor. */
  public static final FindingCode AIR = code("info-air");

  /** A leak at pulse input B. */
  public static final FindingCode LEAK_B = code("info-leak-b");

  /** Alarm at pulse input A. */
  public static final FindingCode ALARM_A = code("info-alarm-a");

  /** Alarm at pulse input B. */
  public static final FindingCode ALARM_B = code("info-alarm-b");

  /** A water meter is dry. */
  public static final FindingCode DRY = code("info-dry");

  /** Water runs backwards. */
  public static final FindingCode REVERSE = code("info-reverse");

  /** Water ran without a pause for a day. */
  public static final FindingCode LEAK = code("info-leak");

  /** A lot of water ran for half an hour. */
  public static final FindingCode BURST = code("info-burst");

  /** The bits that concern a temperature sensor. */
  static final long SENSOR_BITS_403 = 8 | 16 | 32 | 64 | 128;

  private static final Map<Long, FindingCode> OF_403 = new LinkedHashMap<>();
  private static final Map<Long, FindingCode> OF_WATER = new LinkedHashMap<>();

  static {
    OF_403.put(8L, T1_HIGH);
    OF_403.put(16L, T2_HIGH);
    OF_403.put(32L, T1_LOW);
    OF_403.put(64L, T2_LOW);
    OF_403.put(128L, DIFFERENCE);
    OF_403.put(256L, AIR);
    OF_403.put(8192L, LEAK_B);
    OF_403.put(16384L, ALARM_A);
    OF_403.put(32768L, ALARM_B);
    OF_WATER.put(1L, DRY);
    OF_WATER.put(2L, REVERSE);
    OF_WATER.put(4L, LEAK);
    OF_WATER.put(8L, BURST);
  }

  private InfoCodes() {}

  private static FindingCode code(String id) {
    return new FindingCode(id, LIST, CONDITION);
  }

  /**
   * Returns what a code means.
   *
   * @param model as configured or recognised.
   * @param family of the meter.
   * @param value of register 99, not zero.
   * @return a finding for each known bit, and one with the whole number if a bit is unknown.
   */
  static List<Finding> of(Model model, Family family, long value) {
    Map<Long, FindingCode> table =
        model == Model.M403 ? OF_403 : family == Family.WATER ? OF_WATER : Map.of();
    List<Finding> findings = new ArrayList<>();
    long rest = family == Family.WATER ? value & 0xF : value; // above: hours, in classes
    for (Map.Entry<Long, FindingCode> bit : table.entrySet()) {
      if ((rest & bit.getKey()) != 0) {
        findings.add(bit.getValue().with());
        rest &= ~bit.getKey();
      }
    }
    if (rest != 0) {
      findings.add(MulticalFindings.INFO_CODE.with("code", value));
    }
    return findings;
  }
}
