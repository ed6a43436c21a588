// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metergate.setup.port.DeviceNode;
import org.metergate.setup.port.Holders;
import org.metergate.setup.port.Holders.By;
import org.metergate.setup.port.SerialPort;

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
      if (!port.equals("/dev/serial0") || inspection.board().isEmpty()) { // told by the header
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
      if (node.mode().startsWith("rw-------") && !node.group().equals("root")
          || node.group().equals("tty")) {
        inspection.wrong(topic, DoctorFindings.PORT_OF_CONSOLE.with("port", device));
      } else if (membership.inFile(user, node.group()) && !membership.ofProcess(node.group())) {
        inspection.wrong(
            topic, DoctorFindings.GROUP_NOT_ACTIVE.with("user", user, "group", node.group()));
      } else {
        inspection.wrong(
            topic,
            DoctorFindings.NO_PERMISSION.with("port", device, "group", node.group(), "user", user));
      }
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
