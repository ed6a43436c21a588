// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.doctor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.metergate.setup.port.SerialPort;
import org.metergate.setup.port.UsbAdapter;
import org.metergate.setup.port.UsbAdapters;

/** USB adapters, their known faults, and the programs that take them. */
final class AdapterChecks {
  /** What brltty takes for a Braille display. */
  private static final Set<String> TAKEN_BY_BRLTTY = Set.of("1a86:7523", "10c4:ea60", "0403:6001");

  /** Milliseconds that an FTDI adapter waits for more bytes, by default. */
  private static final int USUAL_LATENCY = 16;

  private final Inspection inspection;

  AdapterChecks(Inspection inspection) {
    this.inspection = inspection;
  }

  void run() {
    List<SerialPort> ports = inspection.relevantUsbPorts();
    List<UsbAdapter> withoutPort = withoutPort();
    if (!ports.isEmpty() || !withoutPort.isEmpty()) {
      inspection.begin(Topic.ADAPTERS);
      brltty(ports, withoutPort);
    }
    withoutPort.forEach(
        adapter ->
            inspection.wrong(
                Topic.ADAPTERS,
                DoctorFindings.ADAPTER_WITHOUT_PORT.with(
                    "adapter", (adapter.name() + " " + adapter.id()).strip())));
    if (!ports.isEmpty()) {
      modemManager(ports);
      alike(ports);
      ports.forEach(this::knownFaults);
      lastingNames();
    }
  }

  /** Adapters at USB for which the kernel, or another program, left no port. */
  private List<UsbAdapter> withoutPort() {
    List<UsbAdapter> left = new ArrayList<>(UsbAdapters.serial(inspection.files()));
    inspection.ports().forEach(port -> port.adapter().ifPresent(left::remove));
    if (inspection.scope().configured()
        && inspection.relevantUsbPorts().size() == inspection.scope().ports().size()) {
      left.clear(); // all ports of the configuration are there
    }
    return left;
  }

  private void brltty(List<SerialPort> ports, List<UsbAdapter> withoutPort) {
    List<UsbAdapter> all = new ArrayList<>(withoutPort);
    ports.forEach(port -> port.adapter().ifPresent(all::add));
    Optional<UsbAdapter> taken =
        all.stream().filter(adapter -> TAKEN_BY_BRLTTY.contains(adapter.id())).findFirst();
    inspection.begin(Topic.BRLTTY);
    if (taken.isPresent() && inspection.files().exists("/usr/bin/brltty")) {
      inspection.wrong(Topic.BRLTTY, DoctorFindings.BRLTTY.with("adapter", taken.get().id()));
    }
  }

  private void modemManager(List<SerialPort> ports) {
    inspection.begin(Topic.MODEM_MANAGER);
    Optional<String> state = inspection.unitState("ModemManager.service");
    if (state.isEmpty()) {
      inspection.unknown(Topic.MODEM_MANAGER, DoctorFindings.SYSTEMCTL_MUTE.with());
    } else if (inspection.isActive("ModemManager.service")) {
      ports.stream().filter(port -> !ignored(port)).forEach(this::probed);
    }
  }

  private boolean ignored(SerialPort port) {
    return inspection
        .machine()
        .run(List.of("udevadm", "info", "-q", "property", port.device()))
        .filter(
            text -> text.contains("ID_MM_DEVICE_IGNORE=1") || text.contains("ID_MM_PORT_IGNORE=1"))
        .isPresent();
  }

  private void probed(SerialPort port) {
    UsbAdapter adapter = port.adapter().orElseThrow();
    inspection.wrong(
        Topic.MODEM_MANAGER,
        DoctorFindings.MODEM_MANAGER.with(
            "port", port.device(), "vendor", adapter.vendor(), "product", adapter.product()));
  }

  /** Two adapters with one name: which of them has it changes with each start. */
  private void alike(List<SerialPort> ports) {
    Map<String, List<String>> byName = new LinkedHashMap<>();
    for (SerialPort port : inspection.ports()) {
      port.adapter()
          .ifPresent(
              adapter ->
                  byName
                      .computeIfAbsent(
                          adapter.id() + " " + adapter.serialNumber().orElse(""),
                          key -> new ArrayList<>())
                      .add(port.device()));
    }
    List<String> used = inspection.scope().ports();
    boolean byPath = !used.isEmpty() && used.stream().allMatch(port -> port.contains("/by-path/"));
    byName.values().stream()
        .filter(devices -> devices.size() > 1 && !byPath)
        .filter(devices -> ports.stream().anyMatch(port -> devices.contains(port.device())))
        .forEach(
            devices ->
                inspection.wrong(
                    Topic.ADAPTERS,
                    DoctorFindings.ADAPTERS_ALIKE.with("ports", String.join(" and ", devices))));
  }

  private void knownFaults(SerialPort port) {
    switch (port.adapter().orElseThrow().chip()) {
      case CH34X ->
          inspection.note(Topic.ADAPTERS, DoctorFindings.CH34X.with("port", port.device()));
      case PL2303 ->
          inspection.note(Topic.ADAPTERS, DoctorFindings.PL2303.with("port", port.device()));
      case FTDI -> latency(port);
      default -> {}
    }
  }

  private void latency(SerialPort port) {
    inspection
        .files()
        .line("/sys/bus/usb-serial/devices/" + port.tty() + "/latency_timer")
        .filter(text -> text.matches("\\d{1,5}") && Integer.parseInt(text) > USUAL_LATENCY)
        .ifPresent(
            text ->
                inspection.note(
                    Topic.ADAPTERS,
                    DoctorFindings.FTDI_LATENCY.with("port", port.device(), "milliseconds", text)));
  }

  private void lastingNames() {
    for (String configured : inspection.scope().ports()) {
      inspection.ports().stream()
          .filter(port -> port.device().equals(configured) && port.lastingName().isPresent())
          .filter(port -> port.adapter().isPresent())
          .forEach(
              port ->
                  inspection.note(
                      Topic.ADAPTERS,
                      DoctorFindings.USE_LASTING_NAME.with(
                          "port", configured, "name", port.lastingName().get())));
    }
  }
}
