// SPDX-License-Identifier: Apache-2.0
package org.metergate.health;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.HashSet;
import java.util.Set;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.link.LinkFindings;

/**
 * Keeps the findings of drivers apart that know nothing of each other: a code of a dropped-in
 * driver's own bears the driver's id in front, and so do the keys of its bundle. Otherwise two
 * drivers that both have a {@code no-answer} would speak with one voice.
 */
public final class OwnFindings {
  private static final Set<FindingCode> SHARED = shared();

  private OwnFindings() {}

  /**
   * Returns what stands before the codes of a dropped-in driver.
   *
   * @param driver its id.
   * @return {@code iec62056-}.
   */
  public static String prefix(String driver) {
    return driver + "-";
  }

  /**
   * Names a finding of a dropped-in driver.
   *
   * @param driver its id.
   * @param finding as the driver tells it.
   * @return the same with the driver's id before its code; those that all links share stay.
   */
  public static Finding of(String driver, Finding finding) {
    FindingCode code = finding.code();
    if (SHARED.contains(code)) {
      return finding;
    }
    return new Finding(
        new FindingCode(prefix(driver) + code.id(), code.stage(), code.kind()),
        finding.parameters());
  }

  private static Set<FindingCode> shared() {
    Set<FindingCode> codes = new HashSet<>();
    for (Field field : LinkFindings.class.getFields()) {
      if (Modifier.isStatic(field.getModifiers()) && field.getType() == FindingCode.class) {
        try {
          codes.add((FindingCode) field.get(null));
        } catch (IllegalAccessException e) {
          throw new IllegalStateException("a public constant that cannot be read", e);
        }
      }
    }
    return Set.copyOf(codes);
  }
}
