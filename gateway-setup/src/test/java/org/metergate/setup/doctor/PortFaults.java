// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.doctor;

import static org.metergate.setup.doctor.Fault.CLOSED;
import static org.metergate.setup.doctor.Fault.fault;

import java.util.List;
import org.metergate.setup.port.DeviceNode;

/** Faults of ports and adapters, and of programs that take them. */
final class PortFaults {
  private PortFaults() {}

  static List<Fault> portFaults() {
    return List.of(
        fault(
            "no permission",
            (m, pi) -> {
              m.tree.device("/dev/ttyUSB0", CLOSED);
              m.tree.replace("/etc/group", "dialout:x:20:anna", "dialout:x:20:");
            },
            "wrong machine-no-permission"),
        fault(
            "group given after the log-in",
            (m, pi) -> {
              m.tree.device("/dev/ttyUSB0", CLOSED);
              m.tree.replace("/proc/self/status", "4 20 44", "4 44");
            },
            "wrong machine-group-not-active"),
        fault(
            "port of the console",
            (m, pi) ->
                m.tree.device("/dev/ttyAMA0", new DeviceNode("root", "tty", "rw-------", false)),
            "wrong machine-port-of-console"),
        fault(
            "user of the service in no group",
            (m, pi) ->
                m.tree
                    .file("/etc/passwd", "metergate:x:990:990::/var/lib/metergate:/bin/false\n")
                    .replace("/etc/group", "gpio:x:986:anna", "gpio:x:986:anna,metergate"),
            "wrong machine-service-user-not-in-group"),
        fault(
            "held by another program",
            (m, pi) ->
                m.tree
                    .file("/proc/77/comm", "minicom\n")
                    .file("/proc/77/cmdline", "minicom\0-D\0/dev/ttyUSB0")
                    .link("/proc/77/fd/5", "/dev/ttyUSB0"),
            "wrong machine-port-held"),
        fault(
            "held by the gateway, as it should",
            (m, pi) ->
                m.tree
                    .file("/proc/77/comm", "java\n")
                    .file("/proc/77/cmdline", "java\0-cp\0/usr/share/metergate/lib/x.jar\0run")
                    .link("/proc/77/fd/5", "/dev/ttyUSB0")),
        fault(
            "processes of others",
            (m, pi) -> m.tree.file("/proc/78/comm", "x\n"),
            "unknown machine-holders-unseen"),
        fault("no systemd", (m, pi) -> m.systemd = false, "unknown machine-systemctl-mute"),
        fault(
            "unit without devices",
            (m, pi) ->
                m.programs.put(
                    PreparedPi.UNIT, "LoadState=loaded\nPrivateDevices=yes\nDevicePolicy=closed\n"),
            "wrong machine-private-devices"),
        fault(
            "unit that allows another kind",
            (m, pi) ->
                m.programs.put(
                    PreparedPi.UNIT,
                    "LoadState=loaded\nPrivateDevices=no\nDevicePolicy=closed\nDeviceAllow=char-ttyAMA rw\n"),
            "wrong machine-device-not-allowed"),
        fault(
            "unit that allows all that is needed",
            (m, pi) ->
                m.programs.put(
                    PreparedPi.UNIT,
                    "LoadState=loaded\nPrivateDevices=no\nDevicePolicy=closed\nDeviceAllow=char-ttyAMA rw\nDeviceAllow=char-ttyUSB rw\n")));
  }

  static List<Fault> adapterFaults() {
    return List.of(
        fault(
            "ModemManager",
            (m, pi) -> m.active.add("ModemManager.service"),
            "wrong machine-modem-manager"),
        fault(
            "ModemManager that ignores the adapter",
            (m, pi) -> {
              m.active.add("ModemManager.service");
              m.programs.put(
                  "udevadm info -q property /dev/ttyUSB0", "A=1\nID_MM_DEVICE_IGNORE=1\n");
            }),
        fault("brltty", (m, pi) -> m.tree.file("/usr/bin/brltty", ""), "wrong machine-brltty"),
        fault(
            "brltty took the adapter",
            (m, pi) -> {
              m.tree.usb("ttyUSB7", "1a86:7523", "", "USB Serial", "", "");
              m.tree.file("/usr/bin/brltty", "");
            },
            "wrong machine-brltty",
            "wrong machine-adapter-without-port"),
        fault(
            "chip unknown to the kernel",
            (m, pi) -> m.tree.usb("ttyUSB7", "067b:23a3", "Prolific", "USB-Serial", "", ""),
            "wrong machine-adapter-without-port"),
        fault(
            "CH340",
            (m, pi) -> m.tree.usb("ttyUSB1", "1a86:7523", "", "USB Serial", "", "ch341-uart"),
            "note machine-ch34x"),
        fault(
            "PL2303",
            (m, pi) -> m.tree.usb("ttyUSB1", "067b:2303", "Prolific", "USB-Serial", "", "pl2303"),
            "note machine-pl2303"),
        fault(
            "two CP2102 with the number 0001",
            (m, pi) -> {
              m.tree.usb("ttyUSB1", "10c4:ea60", "Silicon Labs", "CP2102", "0001", "cp210x");
              m.tree.usb("ttyUSB2", "10c4:ea60", "Silicon Labs", "CP2102", "0001", "cp210x");
            },
            "wrong machine-adapters-alike"),
        fault(
            "one CP2102 with the number 0001",
            (m, pi) ->
                m.tree.usb("ttyUSB1", "10c4:ea60", "Silicon Labs", "CP2102", "0001", "cp210x")),
        fault(
            "latency",
            (m, pi) -> m.tree.file("/sys/bus/usb-serial/devices/ttyUSB0/latency_timer", "255\n"),
            "note machine-ftdi-latency"));
  }
}
