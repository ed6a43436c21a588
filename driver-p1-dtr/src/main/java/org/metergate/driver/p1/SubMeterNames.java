// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.p1;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.metergate.driver.p1.telegram.SubMeter;

/**
 * Names the meters connected to a P1 meter: by kind, and for a second one of a kind {@code gas-2}.
 * A name is bound to the meter's identifier, since the channel changes when meters are exchanged; a
 * new meter takes the name of one that is no longer present. One thread.
 */
final class SubMeterNames {
  private static final int LONGEST_TEXT = 4000;

  private final Map<String, String> identifiers = new LinkedHashMap<>();

  /** Restores what was stored before a restart. */
  void restore(String text) {
    if (identifiers.isEmpty()) {
      for (String line : text.split("\n")) {
        int colon = line.indexOf(':');
        if (colon > 0) {
          identifiers.put(line.substring(0, colon), line.substring(colon + 1));
        }
      }
    }
  }

  /** Returns the state to store. */
  String text() {
    StringBuilder text = new StringBuilder();
    identifiers.forEach((name, id) -> text.append(name).append(':').append(id).append('\n'));
    return text.length() > LONGEST_TEXT ? "" : text.toString();
  }

  /** Returns the names of the meters in one telegram, all different. */
  List<String> names(List<SubMeter> meters) {
    Set<String> present = new HashSet<>();
    meters.forEach(meter -> present.add(key(meter)));
    Set<String> taken = new HashSet<>();
    List<String> names = new ArrayList<>();
    for (SubMeter meter : meters) {
      String name = known(meter, taken);
      names.add(name);
      taken.add(name);
    }
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i) == null) {
        String name = free(meters.get(i), present, taken);
        taken.add(name);
        names.set(i, name);
        identifiers.put(name, meters.get(i).identifier());
      }
    }
    return names;
  }

  private String known(SubMeter meter, Set<String> taken) {
    for (int number = 1; number <= identifiers.size(); number++) {
      String name = name(meter, number);
      if (meter.identifier().equals(identifiers.get(name)) && !taken.contains(name)) {
        return name;
      }
    }
    return null;
  }

  /** Returns the first name of the kind that is free or whose meter is not in this telegram. */
  private String free(SubMeter meter, Set<String> present, Set<String> taken) {
    int number = 1;
    while (taken.contains(name(meter, number))
        || present.contains(meter.kind() + identifiers.get(name(meter, number)))) {
      number++;
    }
    return name(meter, number);
  }

  private static String key(SubMeter meter) {
    return meter.kind() + meter.identifier();
  }

  private static String name(SubMeter meter, int number) {
    return number == 1 ? meter.kind().word() : meter.kind().word() + "-" + number;
  }
}
