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
 * Separates the findings of drivers that know nothing of each other: a code defined by a dropped-in
 * driver gets the id of the driver as a prefix, and so do the keys of its bundle. Otherwise two
 * drivers that both have a {@code no-answer} would share one sentence.
 */
public final class OwnFindings {
  private static final Set<FindingCode> SHARED = shared();

  private OwnFindings() {}

  /**
   * Returns the prefix of the codes of a dropped-in driver.
   *
   * @param driver its id.
   * @return {@code iec62056-}.
   */
  public static String prefix(String driver) {
    return driver + "-";
  }

  /**
   * Returns a finding of a dropped-in driver with its prefix.
   *
   * @param driver its id.
   * @param finding as reported by the driver.
   * @return the same finding with the driver's id as the prefix of its code; codes that all links
   *     share are unchanged.
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
