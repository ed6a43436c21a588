// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.doctor;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.metergate.setup.port.DeviceNode;
import org.metergate.setup.port.MachineFiles;
import org.metergate.setup.port.MachineTree;

/** A machine of prepared files, answers of programs and properties. */
final class PreparedMachine implements Machine {
  final MachineTree tree;
  final Map<String, String> programs = new HashMap<>();
  final Map<String, String> properties = new HashMap<>();
  final Set<String> active = new HashSet<>();
  final Set<String> knownHosts = new HashSet<>();
  final Set<String> openAddresses = new HashSet<>();
  OptionalLong usable = OptionalLong.of(20_000_000_000L);
  Instant now = Instant.parse("2026-11-29T12:00:00Z");
  boolean systemd = true;

  PreparedMachine(MachineTree tree) {
    this.tree = tree;
  }

  @Override
  public MachineFiles files() {
    return tree.files();
  }

  @Override
  public DeviceNode.Lookup nodes() {
    return tree;
  }

  @Override
  public Optional<String> run(List<String> command) {
    if (command.get(0).equals("systemctl") && command.get(1).equals("is-active")) {
      return systemd
          ? Optional.of(active.contains(command.get(2)) ? "active\n" : "inactive\n")
          : Optional.of("");
    }
    return Optional.ofNullable(programs.get(String.join(" ", command)));
  }

  @Override
  public OptionalLong usableBytes(String path) {
    return usable;
  }

  @Override
  public boolean resolves(String host) {
    return knownHosts.contains(host);
  }

  @Override
  public boolean connects(String host, int port) {
    return openAddresses.contains(host + ":" + port);
  }

  @Override
  public String property(String name) {
    return properties.getOrDefault(name, "");
  }

  @Override
  public Instant now() {
    return now;
  }
}
