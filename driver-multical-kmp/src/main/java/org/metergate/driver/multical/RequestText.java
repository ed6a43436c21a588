// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.metergate.driver.multical.register.RegisterTable;
import org.metergate.driver.multical.request.ObservedRequest;

/** Requests as text: "registers 60 (heat_energy), 68 (volume); serial number". */
final class RequestText {
  private static final int MAX_NAMES = 24;

  private RequestText() {}

  static String words(Collection<ObservedRequest> requests, RegisterTable table) {
    Set<Integer> registers = new LinkedHashSet<>();
    Set<String> others = new LinkedHashSet<>();
    for (ObservedRequest request : requests) {
      registers.addAll(request.registers());
      if (request.registers().isEmpty()) {
        others.add(request.kind());
      }
    }
    List<String> words = new ArrayList<>();
    if (!registers.isEmpty()) {
      words.add((registers.size() == 1 ? "register " : "registers ") + names(registers, table));
    }
    words.addAll(others);
    return String.join("; ", words);
  }

  static String names(Collection<Integer> registers, RegisterTable table) {
    List<String> names = new ArrayList<>();
    for (int number : registers) {
      if (names.size() == MAX_NAMES) {
        names.add("…");
        break;
      }
      String name = table.of(number).quantity().name();
      names.add(name.startsWith("register_") ? "" + number : number + " (" + name + ")");
    }
    return String.join(", ", names);
  }
}
