// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metergate.setup.port.SerialPort;

/** What a container or a unit of systemd keeps from the program. */
final class ContainerChecks {
  private final Inspection inspection;

  ContainerChecks(Inspection inspection) {
    this.inspection = inspection;
  }

  void run() {
    inspection.begin(Topic.CONTAINER);
    kind(inspection)
        .ifPresent(
            kind -> inspection.note(Topic.CONTAINER, DoctorFindings.CONTAINER.with("kind", kind)));
    unit();
  }

  /** Returns the kind of container in which this program runs; empty outside one. */
  static Optional<String> kind(Inspection inspection) {
    if (inspection.files().exists("/.dockerenv")) {
      return Optional.of("docker");
    }
    if (inspection.files().exists("/run/.containerenv")) {
      return Optional.of("podman");
    }
    return inspection
        .machine()
        .run(List.of("systemd-detect-virt", "-c"))
        .map(String::strip)
        .filter(kind -> kind.matches("[a-z0-9-]{2,30}") && !kind.equals("none"));
  }

  private void unit() {
    Optional<String> shown =
        inspection
            .machine()
            .run(
                List.of(
                    "systemctl",
                    "show",
                    "metergate.service",
                    "-p",
                    "LoadState",
                    "-p",
                    "PrivateDevices",
                    "-p",
                    "DevicePolicy",
                    "-p",
                    "DeviceAllow"));
    List<String> lines = shown.stream().flatMap(String::lines).map(String::strip).toList();
    if (!lines.contains("LoadState=loaded")) {
      return; // no service is installed
    }
    inspection.begin(Topic.SERVICE);
    List<String> needed = needed();
    if (lines.contains("PrivateDevices=yes") && !needed.isEmpty()) {
      inspection.wrong(Topic.SERVICE, DoctorFindings.PRIVATE_DEVICES.with());
      return;
    }
    String allowed =
        String.join(" ", lines.stream().filter(line -> line.startsWith("DeviceAllow=")).toList());
    boolean limited =
        lines.contains("DevicePolicy=closed")
            || lines.contains("DevicePolicy=strict")
            || allowed.length() > "DeviceAllow=".length();
    needed.stream()
        .filter(device -> limited && !isAllowed(allowed, device))
        .forEach(
            device ->
                inspection.wrong(
                    Topic.SERVICE,
                    DoctorFindings.DEVICE_NOT_ALLOWED.with(
                        "port", device, "class", kindOf(device))));
  }

  private List<String> needed() {
    List<String> devices = new ArrayList<>();
    inspection.relevantPorts().stream().map(SerialPort::device).forEach(devices::add);
    if (inspection.scope().gpio()) {
      devices.add("/dev/gpiochip0");
    }
    return devices;
  }

  private static boolean isAllowed(String allowed, String device) {
    return allowed.contains(device + " ")
        || allowed.contains(kindOf(device) + " ")
        || allowed.contains("char-* ");
  }

  /** Returns the name of a kind of device in {@code /proc/devices}: {@code char-ttyUSB}. */
  private static String kindOf(String device) {
    return "char-" + device.substring(device.lastIndexOf('/') + 1).replaceFirst("\\d+$", "");
  }
}
