// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import java.util.LinkedHashMap;
import java.util.Map;
import org.metergate.spi.driver.MeterSession;

/**
 * Who answered under each name when it was read last. Two names may mean one meter, for example by
 * its primary and its secondary address. One thread.
 */
final class ReadIdentities {
  private final Map<String, Identity> byName = new LinkedHashMap<>();

  /** Returns whether a meter was read under a name. */
  boolean isKnown(String name) {
    return byName.containsKey(name);
  }

  /**
   * Reports that a meter is read under another name too. Of a meter that was exchanged nothing is
   * said: the number that it has now may be that of another one which was exchanged too, and was
   * not read since.
   *
   * @param meter the one that was read under this name.
   */
  void read(String name, Identity identity, MeterSession meter) {
    boolean exchanged = !identity.equals(byName.put(name, identity));
    if (exchanged || identity.number().isEmpty()) {
      return;
    }
    byName.entrySet().stream()
        .filter(other -> !other.getKey().equals(name) && other.getValue().equals(identity))
        .findFirst()
        .ifPresent(
            other ->
                meter.find(
                    MbusFindings.SAME_METER,
                    "other",
                    other.getKey(),
                    "number",
                    identity.secondary()));
  }
}
