// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.cause;

import static java.util.Map.entry;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What can be the matter on the wire when the running gateway reports a finding: the bridge from
 * the findings of health to the table of causes, so that both give the same advice. Any thread.
 */
public final class FindingCauses {
  private static final List<Cause> SILENCE =
      Arrays.stream(Cause.values())
          .filter(cause -> cause.group() == Cause.Group.SILENCE && cause != Cause.PULL_MODE)
          .toList();

  private static final Map<String, List<Cause>> CAUSES =
      Map.ofEntries(
          entry("silent", SILENCE),
          entry("not-heard", SILENCE),
          entry("no-answer", List.of(Cause.OPTICAL_HEAD_OFF, Cause.PULSE_OR_MBUS_WIRES)),
          entry("p1-no-answer", List.of(Cause.NOT_REQUESTED, Cause.PUSH_OFF, Cause.WRONG_PIN)),
          entry("p1-wants-power", List.of(Cause.NOT_REQUESTED)),
          entry("p1-unreadable", List.of(Cause.INVERTED, Cause.DAMAGED)),
          entry("noise", List.of(Cause.INVERTED, Cause.NOISE, Cause.HUM, Cause.CONSOLE)),
          entry("unreadable-bytes", List.of(Cause.INVERTED, Cause.WRONG_SPEED, Cause.NOISE)),
          entry("wrong-parity", List.of(Cause.WRONG_PARITY)),
          entry("checksum", List.of(Cause.DAMAGED)),
          entry("p1-checksum", List.of(Cause.DAMAGED)),
          entry("echo-only", List.of(Cause.OWN_ECHO)),
          entry("meter-asleep", List.of(Cause.OPTICAL_HEAD_OFF)),
          entry("nothing-known", List.of(Cause.PULL_MODE)),
          entry("looks-like-pulses", List.of(Cause.PULSE_OR_MBUS_WIRES)),
          entry("keys-missing", List.of(Cause.METER_WITHOUT_KEYS)),
          entry("p1-key-missing", List.of(Cause.METER_WITHOUT_KEYS)));

  private FindingCauses() {}

  /**
   * Returns what can be the matter.
   *
   * @param finding the id of a finding's code.
   * @return the causes, the most likely first; empty where the finding itself is the cause.
   */
  public static List<Cause> of(String finding) {
    return CAUSES.getOrDefault(finding, List.of());
  }

  /**
   * Returns the findings that have causes.
   *
   * @return ids of codes.
   */
  public static Set<String> findings() {
    return CAUSES.keySet();
  }
}
