// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import static org.metergate.spi.finding.FindingCode.Kind.CONDITION;
import static org.metergate.spi.finding.Stage.LIST;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metergate.driver.mbus.register.Readout;
import org.metergate.driver.mbus.register.Readout.InfoCode;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.finding.FindingCode;

/**
 * What a meter says of its own faults, as findings: the bits of a Kamstrup info code, and the
 * status byte in the header of any meter's telegrams. Each bit is a separate finding, without
 * parameters; those of info codes have the ids that the driver for the optical head uses.
 *
 * <p>Sources: Kamstrup's public decoder for radio telegrams (VIF FF 22 and FF 25), the technical
 * description of MULTICAL 602 (5512-931, page 49), wmbusmeters (MULTICAL 302), EN 13757-3 (status
 * byte).
 */
public final class InfoCodes {
  /** An info code of which a bit is not known. */
  public static final FindingCode INFO_CODE = code("info-code");

  /** The status byte reports a low battery. */
  public static final FindingCode BATTERY_LOW = code("status-battery-low");

  /** The status byte reports a fault that stays. */
  public static final FindingCode PERMANENT_ERROR = code("status-permanent-error");

  /** The status byte reports a fault that may pass. */
  public static final FindingCode TEMPORARY_ERROR = code("status-temporary-error");

  private static final Finding INFO_BATTERY = code("info-battery").with();

  private static final int POWER_LOW_BIT = 0x04;
  private static final int PERMANENT_BIT = 0x08;
  private static final int TEMPORARY_BIT = 0x10;

  /** VIF FF 22 of MULTICAL 303, 403, 603 and 803, from bit 0 on. */
  private static final FindingCode[] HEAT =
      codes(
          """
          info-no-supply info-battery info-alarm
          info-t1-high info-t2-high info-t1-low info-t2-low info-difference
          info-air info-flow-reverse info-flow-weak info-flow-high
          info-leak-a info-leak-b info-alarm-a info-alarm-b
          info-v1-silent info-v1-pulses info-leak-a2 info-leak-b2 info-t3-high info-t3-low
          info-v2-silent info-v2-pulses info-v2-air info-v2-reverse info-v2-weak info-v2-high
          info-burst-out info-burst-in info-leak-out info-leak-in
          """);

  /** VIF FD 17 of MULTICAL 601 and 602, from bit 0 on; a dash for what is not known. */
  private static final FindingCode[] OLDER_HEAT =
      codes(
          """
          info-no-supply - info-t2 info-t1 info-v1-silent info-t3 info-leak-cold info-v2-pulses
          info-leak-heat info-burst-heat info-v2-silent info-v1-pulses
          info-air info-v2-air info-flow-reverse info-v2-reverse
          """);

  /** VIF FD 17 of MULTICAL 302, which has one flow sensor and no inputs. */
  private static final FindingCode[] MULTICAL_302 =
      codes(
          """
          info-no-supply info-flow-reverse info-t2 info-t1 info-flow-weak info-difference
          - info-battery
          """);

  /** VIF FF 25 of water meters, from bit 0 on. */
  private static final FindingCode[] WATER =
      codes(
          """
          info-dry info-reverse info-leak info-burst
          info-tamper info-battery info-ambient-low info-ambient-high
          """);

  private InfoCodes() {}

  private static FindingCode code(String id) {
    return new FindingCode(id, LIST, CONDITION);
  }

  private static FindingCode[] codes(String ids) {
    String[] each = ids.strip().split("\\s+");
    FindingCode[] codes = new FindingCode[each.length];
    for (int bit = 0; bit < each.length; bit++) {
      codes[bit] = each[bit].equals("-") ? null : code(each[bit]);
    }
    return codes;
  }

  /**
   * Returns all codes that can be found here.
   *
   * @return each once, in no order that means anything.
   */
  public static List<FindingCode> all() {
    List<FindingCode> all =
        new ArrayList<>(List.of(INFO_CODE, BATTERY_LOW, PERMANENT_ERROR, TEMPORARY_ERROR));
    for (FindingCode[] table : List.of(HEAT, OLDER_HEAT, MULTICAL_302, WATER)) {
      for (FindingCode code : table) {
        if (code != null && !all.contains(code)) {
          all.add(code);
        }
      }
    }
    return List.copyOf(all);
  }

  /**
   * Returns what a meter says of its faults. A fault of the status byte that the info code says
   * more exactly is left out.
   *
   * @param readout of a meter.
   * @return a finding for each known bit, and one with the whole number if a bit is not known;
   *     empty if all is well.
   */
  static List<Finding> of(Readout readout) {
    Optional<InfoCode> info = readout.infoCode().filter(code -> code.bits() != 0);
    int status = readout.header().status();
    boolean quiet = status < 0 || (status & (POWER_LOW_BIT | PERMANENT_BIT | TEMPORARY_BIT)) == 0;
    if (info.isEmpty() && quiet) {
      return List.of();
    }
    List<Finding> findings = new ArrayList<>();
    info.ifPresent(code -> add(code, findings));
    if (!quiet) {
      addStatus(status, findings);
    }
    return findings;
  }

  private static void add(InfoCode info, List<Finding> findings) {
    FindingCode[] table = table(info.table());
    long unknown = info.bits();
    for (int bit = 0; bit < table.length; bit++) {
      if ((info.bits() >> bit & 1) != 0 && table[bit] != null) {
        findings.add(table[bit].with());
        unknown &= ~(1L << bit);
      }
    }
    if (unknown != 0) {
      findings.add(INFO_CODE.with("code", Long.toUnsignedString(info.bits())));
    }
  }

  private static FindingCode[] table(InfoCode.Table table) {
    return switch (table) {
      case HEAT -> HEAT;
      case OLDER_HEAT -> OLDER_HEAT;
      case MULTICAL_302 -> MULTICAL_302;
      case WATER -> WATER;
    };
  }

  private static void addStatus(int status, List<Finding> findings) {
    boolean infoCodeReported = !findings.isEmpty();
    if ((status & POWER_LOW_BIT) != 0 && !findings.contains(INFO_BATTERY)) {
      findings.add(BATTERY_LOW.with());
    }
    if (infoCodeReported) {
      return;
    }
    if ((status & PERMANENT_BIT) != 0) {
      findings.add(PERMANENT_ERROR.with());
    }
    if ((status & TEMPORARY_BIT) != 0) {
      findings.add(TEMPORARY_ERROR.with());
    }
  }
}
