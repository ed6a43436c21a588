// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metergate.setup.port.DeviceNode;
import org.metergate.setup.port.Holders;
import org.metergate.setup.port.Holders.By;
import org.metergate.setup.port.SerialPort;
import org.metergate.spi.finding.Finding;

/** Whether the ports are there, may be opened, and are free. */
final class PortChecks {
  /** The user of the packaged service. */
  private static final String SERVICE_USER = "metergate";

  private final Inspection inspection;
  private final Membership membership;

  PortChecks(Inspection inspection) {
    this.inspection = inspection;
    this.membership = new Membership(inspection.files());
  }

  void run() {
    there();
    if (inspection.relevantPorts().isEmpty()) {
      return;
    }
    inspection.begin(Topic.PERMISSION);
    inspection.begin(Topic.HOLDERS);
    for (SerialPort port : inspection.relevantPorts()) {
      port.node().ifPresent(node -> permission(Topic.PERMISSION, port.device(), node));
      holders(port);
    }
  }

  private void there() {
    inspection.begin(Topic.PORTS);
    List<String> missing = new ArrayList<>(inspection.scope().ports());
    missing.removeIf(port -> inspection.files().real(port).isPresent());
    for (String port : missing) {
      if (!port.equals("/dev/serial0") || !inspection.hasWrong(Topic.HEADER_PORT)) {
        inspection.wrong(
            Topic.PORTS,
            (ContainerChecks.kind(inspection).isPresent()
                    ? DoctorFindings.PORT_NOT_IN_CONTAINER
                    : DoctorFindings.PORT_MISSING)
                .with("port", port));
      }
    }
    if (!inspection.scope().configured()
        && inspection.ports().isEmpty()
        && inspection.board().isEmpty()) {
      inspection.wrong(Topic.PORTS, DoctorFindings.NO_PORT.with());
    }
  }

  /** Checks a device file for this user, and for the user of the service where there is one. */
  void permission(Topic topic, String device, DeviceNode node) {
    String user = inspection.machine().property("user.name");
    if (!node.usable()) {
      inspection.wrong(topic, refusal(device, node, user));
    }
    boolean byGroup = node.mode().startsWith("rw", 3) && !node.mode().startsWith("rw", 6);
    if (byGroup
        && !user.equals(SERVICE_USER)
        && membership.exists(SERVICE_USER)
        && membership.hasGroup(node.group())
        && !membership.inFile(SERVICE_USER, node.group())) {
      inspection.wrong(
          topic,
          DoctorFindings.SERVICE_USER_NOT_IN_GROUP.with(
              "port", device, "group", node.group(), "user", SERVICE_USER));
    }
  }

  private Finding refusal(String device, DeviceNode node, String user) {
    boolean forGroup = node.mode().startsWith("rw", 3) && !node.group().equals("root");
    if (node.group().equals("tty") || !forGroup && !node.group().equals("root")) {
      return DoctorFindings.PORT_OF_CONSOLE.with("port", device);
    }
    if (!forGroup) {
      String kind = device.substring(device.lastIndexOf('/') + 1).replaceFirst("\\d+$", "");
      return DoctorFindings.DEVICE_FOR_ROOT.with("port", device, "kernel", kind);
    }
    return membership.inFile(user, node.group()) && !membership.ofProcess(node.group())
        ? DoctorFindings.GROUP_NOT_ACTIVE.with("user", user, "group", node.group())
        : DoctorFindings.NO_PERMISSION.with("port", device, "group", node.group(), "user", user);
  }

  private void holders(SerialPort port) {
    Holders holders = port.holders();
    List<Holders.Holder> others =
        holders.known().stream()
            .filter(holder -> holder.by() != By.CONSOLE) // is a check of its own
            .filter(holder -> !isOurs(holder))
            .toList();
    for (Holders.Holder holder : others) {
      inspection.wrong(
          Topic.HOLDERS,
          DoctorFindings.PORT_HELD.with(
              "port",
              port.device(),
              "program",
              holder.name().isEmpty() ? "another program" : holder.name(),
              "process",
              holder.process()));
    }
    if (holders.known().isEmpty() && !holders.complete()) {
      inspection.unknown(Topic.HOLDERS, DoctorFindings.HOLDERS_UNSEEN.with("port", port.device()));
    }
  }

  /** A running gateway has its ports open, as it should. */
  private boolean isOurs(Holders.Holder holder) {
    Optional<String> command = inspection.files().text("/proc/" + holder.process() + "/cmdline");
    return command.filter(text -> text.contains("metergate")).isPresent();
  }
}
