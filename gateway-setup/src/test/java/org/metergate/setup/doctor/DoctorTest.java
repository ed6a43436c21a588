// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.metergate.setup.doctor.CheckResult.Outcome;
import org.metergate.setup.doctor.PreparedPi.Model;
import org.metergate.setup.doctor.PreparedPi.System;
import org.metergate.setup.port.MachineTree;

class DoctorTest {

  /** Each machine is written once; what a fault changes is taken back. */
  private static final Map<String, MachineTree> TREES = new HashMap<>();

  @TempDir static Path machines;

  @TempDir Path root;

  @AfterAll
  static void forgetTheMachines() {
    TREES.clear();
  }

  static List<Fault> faults() {
    List<Fault> all = new ArrayList<>();
    all.addAll(BoardFaults.all());
    all.addAll(PortFaults.portFaults());
    all.addAll(PortFaults.adapterFaults());
    all.addAll(SystemFaults.all());
    all.addAll(ConfiguredFaults.all());
    return all;
  }

  /** What is so with each board of a model, and no fault of its owner. */
  private static Set<String> always(Model model, Fault fault) {
    Set<String> codes = new TreeSet<>();
    codes.add("unknown machine-card-wear-unseen");
    boolean board = !fault.name().equals("GPIO on another machine");
    if (board && model.isZero()) {
      codes.add("unknown machine-no-voltage-sensor");
    }
    if (model == Model.ZERO_W) {
      codes.add("wrong machine-armv6");
    }
    return codes;
  }

  @ParameterizedTest
  @MethodSource("faults")
  void namesWhatIsWrongOnEachModelAndSystemAndNothingElse(Fault fault) {
    int cases = 0;
    for (Model model : Model.values()) {
      for (System system : System.values()) {
        if (fault.on().test(model)) {
          MachineTree tree =
              TREES.computeIfAbsent(
                  model + "-" + system,
                  name -> PreparedPi.tree(machines.resolve(name), model, system));
          PreparedMachine machine = PreparedPi.of(tree, model, system);
          Set<String> expected = always(model, fault);
          expected.addAll(fault.found());
          try {
            fault.plant().accept(machine, model);
            assertEquals(
                expected, codes(Doctor.examine(machine, fault.scope())), model + " " + system);
          } finally {
            tree.undo();
          }
          cases++;
        }
      }
    }
    assertTrue(cases >= 2);
  }

  @ParameterizedTest
  @EnumSource(Model.class)
  void findsNothingWrongWithAHealthyMachine(Model model) {
    for (System system : System.values()) {
      PreparedMachine machine = PreparedPi.of(root.resolve(system.title), model, system);
      assertEquals(
          always(model, Fault.fault("nothing", (m, pi) -> {})),
          codes(Doctor.examine(machine, Scope.everything())));
    }
  }

  @Test
  void knowsModelsBeforeAndBesideTheFive() {
    PreparedMachine machine = PreparedPi.of(root, Model.THREE_B_PLUS, System.BOOKWORM);
    machine.tree.file("/proc/device-tree/model", "Raspberry Pi 2 Model B Rev 1.1\0");
    Fault.config(machine, "enable_uart=0\n");
    Scope scope = Fault.using(List.of("/dev/serial0"), false);
    machine.knownHosts.add("broker");
    machine.openAddresses.add("broker:1883");
    assertEquals(
        Set.of("unknown machine-card-wear-unseen", "wrong machine-uart-off-pl011"),
        codes(Doctor.examine(machine, scope)));
    Fault.config(machine, "");
    assertEquals(Set.of("unknown machine-card-wear-unseen"), codes(Doctor.examine(machine, scope)));
  }

  @Test
  void saysThatAConfiguredPortIsMissingAlsoWhereTheBootFilesCannotBeRead() {
    PreparedMachine machine = PreparedPi.of(root, Model.FOUR_B, System.TRIXIE);
    machine.tree.without(PreparedPi.CONFIG).without("/dev/serial0");
    machine.knownHosts.add("broker");
    machine.openAddresses.add("broker:1883");
    assertEquals(
        Set.of(
            "unknown machine-boot-files-unseen",
            "unknown machine-card-wear-unseen",
            "wrong machine-port-missing"),
        codes(Doctor.examine(machine, Fault.using(List.of("/dev/serial0"), false))));
  }

  @Test
  void findsNothingOfAPiOnAnotherMachine() {
    PreparedMachine machine = PreparedPi.of(root, Model.FOUR_B, System.BOOKWORM);
    machine.tree.without("/proc/device-tree/model");
    List<CheckResult> results = Doctor.examine(machine, Scope.everything());
    assertEquals(Set.of("unknown machine-card-wear-unseen"), codes(results));
    assertTrue(results.stream().noneMatch(result -> result.topic() == Topic.HEADER_PORT));
    assertTrue(results.stream().noneMatch(result -> result.topic() == Topic.GPIO));
  }

  @Test
  void saysOfAnEmptyMachineWhatCannotBeCheckedAndNeverThatItIsGood() {
    PreparedMachine machine = new PreparedMachine(new MachineTree(root));
    machine.systemd = false;
    machine.usable = OptionalLong.empty();
    List<CheckResult> results = Doctor.examine(machine, Scope.everything());
    assertEquals(
        Set.of(
            "wrong machine-no-port",
            "wrong machine-no-time-zone",
            "unknown machine-clock-unseen",
            "unknown machine-space-unseen",
            "unknown machine-mounts-unseen",
            "unknown machine-memory-unseen"),
        codes(results));
  }

  @Test
  void everyFaultOfTheCatalogueIsPlantedOnce() throws IllegalAccessException {
    Set<String> planted =
        faults().stream()
            .flatMap(fault -> fault.found().stream())
            .map(code -> code.split(" ")[1])
            .collect(Collectors.toCollection(TreeSet::new));
    planted.addAll(
        List.of(
            "machine-armv6",
            "machine-no-voltage-sensor",
            "machine-card-wear-unseen",
            "machine-no-port",
            "machine-mounts-unseen",
            "machine-memory-unseen"));
    Set<String> all = new TreeSet<>();
    for (var field : DoctorFindings.class.getFields()) {
      all.add(((org.metergate.spi.finding.FindingCode) field.get(null)).id());
    }
    all.removeAll(planted);
    assertEquals(Set.of("machine-uart-off-pl011"), all); // of models before the five
  }

  @ParameterizedTest
  @EnumSource(Model.class)
  void oddFilesAndAnswersGiveNoException(Model model) throws IOException {
    PreparedMachine machine = PreparedPi.of(root, model, System.TRIXIE);
    machine
        .tree
        .file("/proc/locks", "")
        .file("/proc/consoles", "")
        .file("/run/lock/LCK..ttyS0", "");
    List<Path> files;
    try (Stream<Path> all = Files.walk(root)) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    java.util.Random random = new java.util.Random(model.ordinal());
    List<String> programs = machine.programs.keySet().stream().sorted().toList();
    for (int round = 0; round < 40; round++) {
      Path file = files.get(random.nextInt(files.size()));
      byte[] bytes = new byte[random.nextInt(5) == 0 ? 70_000 : random.nextInt(60)];
      random.nextBytes(bytes);
      if (random.nextBoolean()) {
        for (int i = 0; i < bytes.length; i++) {
          bytes[i] = (byte) "0123456789:=[]x, \n#/-".charAt(bytes[i] & 15);
        }
      }
      Files.delete(file); // a file that is cut off and written again is forced to the disk
      Files.write(file, bytes);
      machine.programs.put(
          programs.get(random.nextInt(programs.size())),
          new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1));
      Doctor.examine(machine, Scope.everything());
      Doctor.examine(machine, Fault.using(List.of("/dev/serial0", "/dev/ttyUSB0"), true));
    }
  }

  private static Set<String> codes(List<CheckResult> results) {
    return results.stream()
        .filter(result -> result.outcome() != Outcome.GOOD)
        .map(
            result ->
                result.outcome().name().toLowerCase(java.util.Locale.ROOT)
                    + " "
                    + result.finding().orElseThrow().code().id())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
