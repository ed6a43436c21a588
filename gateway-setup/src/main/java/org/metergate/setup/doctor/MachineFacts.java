// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.doctor;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a machine is: its model, system, kernel and Java. Nothing that names its owner. */
public final class MachineFacts {
  private static final int LONGEST = 100;

  private MachineFacts() {}

  /**
   * Reads them.
   *
   * @param machine any.
   * @return texts by name, in the order in which they are shown; what is not known is left out.
   */
  public static Map<String, String> of(Machine machine) {
    Map<String, String> facts = new LinkedHashMap<>();
    put(facts, "model", machine.files().line("/proc/device-tree/model"));
    put(facts, "system", system(machine));
    put(facts, "kernel", machine.files().line("/proc/sys/kernel/osrelease"));
    put(facts, "java", Optional.of(machine.property("java.version")));
    put(facts, "architecture", Optional.of(machine.property("os.arch")));
    return facts;
  }

  private static Optional<String> system(Machine machine) {
    return machine
        .files()
        .text("/etc/os-release")
        .flatMap(text -> text.lines().filter(line -> line.startsWith("PRETTY_NAME=")).findFirst())
        .map(line -> line.substring("PRETTY_NAME=".length()).replace("\"", ""));
  }

  private static void put(Map<String, String> facts, String name, Optional<String> text) {
    text.map(fact -> fact.replaceAll("\\p{C}", " ").strip())
        .filter(fact -> !fact.isEmpty())
        .ifPresent(fact -> facts.put(name, fact.substring(0, Math.min(LONGEST, fact.length()))));
  }
}
