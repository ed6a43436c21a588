// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.doctor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metergate.setup.doctor.CheckResult.Outcome;
import org.metergate.setup.port.MachineFiles;
import org.metergate.setup.port.PiBoard;
import org.metergate.setup.port.PiWiring;
import org.metergate.setup.port.SerialPort;
import org.metergate.setup.port.SerialPorts;
import org.metergate.spi.finding.Finding;

/** One examination of a machine: what all checks read, and what they found so far. */
final class Inspection {
  private final Machine machine;
  private final Scope scope;
  private final String model;
  private final List<SerialPort> ports;
  private final Map<String, Optional<String>> unitStates = new LinkedHashMap<>();
  private final Map<Topic, List<CheckResult>> results = new LinkedHashMap<>();

  Inspection(Machine machine, Scope scope) {
    this.machine = machine;
    this.scope = scope;
    this.model = machine.files().line("/proc/device-tree/model").orElse("");
    this.ports = SerialPorts.list(machine.files(), machine.nodes());
  }

  Machine machine() {
    return machine;
  }

  MachineFiles files() {
    return machine.files();
  }

  Scope scope() {
    return scope;
  }

  /** Returns the name of the board; empty where it has none, as most computers. */
  String model() {
    return model;
  }

  Optional<PiBoard> board() {
    return PiBoard.of(model);
  }

  /** Returns all ports of the machine. */
  List<SerialPort> ports() {
    return ports;
  }

  /**
   * Returns the ports that matter: those of the configuration; without one all of USB and that of
   * the header, or all of a machine that is no Raspberry Pi.
   */
  List<SerialPort> relevantPorts() {
    if (scope.configured()) {
      List<String> devices =
          scope.ports().stream().flatMap(name -> files().real(name).stream()).toList();
      return ports.stream().filter(port -> devices.contains(port.device())).toList();
    }
    Optional<String> header = board().flatMap(pi -> PiWiring.headerPort(files(), pi));
    return ports.stream()
        .filter(
            port ->
                board().isEmpty()
                    || port.kind() == SerialPort.Kind.USB
                    || header.equals(Optional.of(port.tty())))
        .toList();
  }

  List<SerialPort> relevantUsbPorts() {
    return relevantPorts().stream().filter(port -> port.adapter().isPresent()).toList();
  }

  /** Returns what systemd says of a unit: {@code active}, {@code inactive}; empty if it is mute. */
  Optional<String> unitState(String unit) {
    return unitStates.computeIfAbsent(
        unit,
        name ->
            machine
                .run(List.of("systemctl", "is-active", name))
                .flatMap(text -> text.lines().findFirst())
                .map(String::strip)
                .filter(
                    state ->
                        state.matches("active|activating|reloading|deactivating|inactive|failed")));
  }

  boolean isActive(String unit) {
    return unitState(unit)
        .filter(state -> state.matches("active|activating|reloading"))
        .isPresent();
  }

  /** Begins a check; where nothing is added after that, all is good. */
  void begin(Topic topic) {
    results.computeIfAbsent(topic, key -> new ArrayList<>());
  }

  void wrong(Topic topic, Finding finding) {
    add(topic, Outcome.WRONG, finding);
  }

  void note(Topic topic, Finding finding) {
    add(topic, Outcome.NOTE, finding);
  }

  void unknown(Topic topic, Finding finding) {
    add(topic, Outcome.UNKNOWN, finding);
  }

  private void add(Topic topic, Outcome outcome, Finding finding) {
    CheckResult result = new CheckResult(topic, outcome, Optional.of(finding));
    List<CheckResult> found = results.computeIfAbsent(topic, key -> new ArrayList<>());
    if (!found.contains(result)) {
      found.add(result);
    }
  }

  /** Whether something is wrong with a topic. */
  boolean hasWrong(Topic topic) {
    return results.getOrDefault(topic, List.of()).stream()
        .anyMatch(result -> result.outcome() == Outcome.WRONG);
  }

  /** Returns what was found, in the order of the checks. */
  List<CheckResult> results() {
    List<CheckResult> all = new ArrayList<>();
    results.forEach(
        (topic, found) -> {
          all.addAll(found);
          if (found.stream().allMatch(result -> result.outcome() == Outcome.NOTE)) {
            all.add(new CheckResult(topic, Outcome.GOOD, Optional.empty()));
          }
        });
    return all;
  }
}
