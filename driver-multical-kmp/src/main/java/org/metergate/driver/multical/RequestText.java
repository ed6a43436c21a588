// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.metergate.driver.multical.register.RegisterTable;
import org.metergate.driver.multical.request.ObservedRequest;
import org.metergate.spi.reading.Quantity;

/** Requests as text: "heat energy (60), volume (68); serial number". */
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
      words.add(names(registers, table));
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
      names.add(name(table.of(number).quantity(), "" + number));
    }
    return String.join(", ", names);
  }

  /** Returns the label of a quantity within a sentence, with its register behind it. */
  static String name(Quantity quantity, String register) {
    String label = quantity.label();
    String word = label.substring(0, 1).toLowerCase(Locale.ROOT) + label.substring(1);
    return label.contains(register) ? word : word + " (" + register + ")";
  }
}
