// SPDX-License-Identifier: Apache-2.0
package org.metergate.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.metergate.config.AlarmConfig.When;
import org.metergate.spi.option.NearestName;

/** Reads {@code alarms:}; the settings of an alarm are read by its type. */
final class AlarmReader {
  private static final String ALL = "all";
  private static final String NONE = "none";
  private static final String NAME = "[A-Za-z0-9_-]{1,64}";
  private static final int MOST_ALARMS = 20;

  private final Set<String> meters;
  private final Set<String> outputs;
  private final List<Problem> problems;

  private AlarmReader(
      List<MeterConfig> meters, List<OutputConfig> outputs, List<Problem> problems) {
    this.meters =
        meters.stream().map(MeterConfig::name).collect(Collectors.toCollection(LinkedHashSet::new));
    this.outputs =
        outputs.stream()
            .map(OutputConfig::name)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    this.problems = problems;
  }

  /** Reads the section; mistakes are added to the problems. */
  static List<AlarmConfig> read(
      Section root, List<MeterConfig> meters, List<OutputConfig> outputs, List<Problem> problems) {
    AlarmReader reader = new AlarmReader(meters, outputs, problems);
    List<AlarmConfig> alarms = new ArrayList<>();
    Optional<Section> all = root.section("alarms");
    if (all.isEmpty()) {
      return alarms;
    }
    List<String> names = all.get().keys();
    if (names.size() > MOST_ALARMS) {
      root.problem(
          "alarms",
          "There are "
              + names.size()
              + " alarms here; one gateway has "
              + MOST_ALARMS
              + " at most.");
      return alarms;
    }
    names.forEach(name -> alarms.add(reader.alarm(all.get(), name)));
    return alarms;
  }

  /** Reads an alarm; errors that its type will find go to a separate list. */
  private AlarmConfig alarm(Section alarms, String name) {
    if (!name.matches(NAME)) {
      alarms.problem(
          name, "The name of an alarm may contain only letters, digits, - and _ (64 at most).");
    }
    List<Problem> own = new ArrayList<>();
    Section settings = alarms.section(name, own).orElseThrow();
    String type = settings.text("type");
    When when = settings.section("when", problems).map(this::when).orElse(When.ANY);
    settings.watchSecrets();
    problems.addAll(own);
    return new AlarmConfig(name, type, when, settings);
  }

  private When when(Section section) {
    When when =
        new When(
            names(section, "silent", "meter", meters),
            section.duration("after", When.ANY.after(), Duration.ofMinutes(1), Duration.ofDays(7)),
            section.flag("fault", true),
            names(section, "behind", "output", outputs));
    section.refuseUnknown();
    return when;
  }

  /** Returns the names of a list; empty for all of them. */
  private static Optional<Set<String>> names(
      Section section, String key, String what, Set<String> known) {
    List<String> names = section.texts(key);
    if (names.isEmpty() || names.equals(List.of(ALL))) {
      return Optional.empty();
    }
    if (names.equals(List.of(NONE))) {
      return Optional.of(Set.of());
    }
    for (String name : names) {
      if (!known.contains(name)) {
        section.problem(
            key,
            known.isEmpty()
                ? "There is no " + what + " in this file; leave this key out."
                : NearestName.unknown(what, name, known));
      }
    }
    return Optional.of(Set.copyOf(new LinkedHashSet<>(names)));
  }
}
