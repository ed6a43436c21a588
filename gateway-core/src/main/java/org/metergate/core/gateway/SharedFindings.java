// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.metergate.health.FindingListener.Change;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.finding.FindingCode.Kind;
import org.metergate.spi.finding.Stage;

/**
 * For which meters of a link a line of the log speaks. A fault of the port or of its bytes concerns
 * all of them from the beginning, so that the first line speaks for all. Whether they have any
 * other finding in common is only known as they get it, with the same parameters: a bus whose
 * converter only reflects what is sent has it at sixty meters, one after the other, and sixty lines
 * say no more than a few. The first ones are named; the log says that it does not name the others,
 * and when the last of them is over. Any thread.
 */
final class SharedFindings {
  /** How many meters of a link are named one by one. */
  static final int NAMED = 3;

  private final Map<String, Group> groups = new HashMap<>();
  private final Map<String, String> groupOfMeter = new HashMap<>();

  /** The meters of a link that have a finding now. */
  private record Group(Set<String> named, Set<String> others) {
    private boolean isEmpty() {
      return named.isEmpty() && others.isEmpty();
    }
  }

  /**
   * What a line is about.
   *
   * @param subject the same for lines that repeat each other.
   * @param meters as the line begins.
   * @param remark follows the sentence; usually empty.
   */
  record Line(String subject, String meters, String remark) {
    private static Line of(String meters) {
      return new Line(meters, meters, "");
    }
  }

  /**
   * Takes the begin or end of a finding at one meter.
   *
   * @param link all meters of the link as it is configured now.
   * @return what the line is about; empty if none is needed.
   */
  synchronized Optional<Line> line(
      String meter, Finding finding, Change change, List<String> link) {
    if (concernsAll(finding.code())) {
      return Optional.of(Line.of(all(meter, link)));
    }
    if (change == Change.HAPPENED || link.size() <= NAMED + 1) {
      return Optional.of(Line.of(meter));
    }
    String member = meter + " " + finding.code().id();
    return change == Change.BEGAN
        ? Optional.of(began(meter, member, link, finding))
        : ended(meter, member, link);
  }

  private static boolean concernsAll(FindingCode code) {
    return code.kind() == Kind.FAULT && code.stage().compareTo(Stage.BYTES) <= 0;
  }

  private static String all(String meter, List<String> link) {
    return switch (link.size()) {
      case 0, 1 -> meter;
      case 2 -> link.get(0) + " and " + link.get(1);
      default -> link.get(0) + " and " + (link.size() - 1) + " more on its link";
    };
  }

  private Line began(String meter, String member, List<String> link, Finding finding) {
    String key = link.get(0) + " " + finding;
    groupOfMeter.put(member, key);
    Group group =
        groups.computeIfAbsent(key, k -> new Group(new LinkedHashSet<>(), new LinkedHashSet<>()));
    group.named().retainAll(link); // a reload may have removed some without an end
    group.others().retainAll(link);
    if (group.named().size() < NAMED) {
      group.named().add(meter);
      return Line.of(meter);
    }
    group.others().add(meter);
    return new Line(
        "others with " + key,
        meter,
        " More meters on its link that have the same are named on the page alone.");
  }

  /** The parameters may have changed since the begin. */
  private Optional<Line> ended(String meter, String member, List<String> link) {
    String key = groupOfMeter.remove(member);
    Group group = key == null ? null : groups.get(key);
    if (group == null) {
      return Optional.of(Line.of(meter));
    }
    boolean wasNamed = group.named().remove(meter);
    boolean wasOther = group.others().remove(meter);
    group.others().retainAll(link);
    if (group.isEmpty()) {
      groups.remove(key);
    }
    if (wasNamed || !wasOther) {
      return Optional.of(Line.of(meter));
    }
    return group.others().isEmpty()
        ? Optional.of(new Line("others with " + key, meter + " and more meters on its link", ""))
        : Optional.empty();
  }
}
