// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.doctor;

import static org.metergate.setup.doctor.Fault.BEFORE_5;
import static org.metergate.setup.doctor.Fault.CLOSED;
import static org.metergate.setup.doctor.Fault.FREE;
import static org.metergate.setup.doctor.Fault.ONLY_5;
import static org.metergate.setup.doctor.Fault.config;
import static org.metergate.setup.doctor.Fault.fault;

import java.util.List;
import java.util.function.BiConsumer;
import org.metergate.setup.doctor.PreparedPi.Model;
import org.metergate.setup.doctor.PreparedPi.System;

/** Faults of what a configuration uses. */
final class ConfiguredFaults {
  private ConfiguredFaults() {}

  static List<Fault> all() {
    BiConsumer<PreparedMachine, Model> server =
        (m, pi) -> {
          m.knownHosts.add("broker");
          m.openAddresses.add("broker:1883");
        };
    return List.of(
        fault("nothing", server).using(FREE),
        fault(
                "what is not used is not looked at",
                server.andThen(
                    (m, pi) -> {
                      m.active.add("serial-getty@ttyAMA0.service");
                      m.tree.device("/dev/ttyAMA0", CLOSED);
                      config(m, "enable_uart=0\n");
                      m.tree.usb("ttyUSB1", "1a86:7523", "", "USB Serial", "", "ch341-uart");
                    }))
            .using(FREE),
        fault(
                "another port of the board, where the header is off",
                server.andThen(
                    (m, pi) -> {
                      config(m, "dtoverlay=uart3\n");
                      m.tree.boardPort("ttyAMA3", "uart-pl011", "32");
                    }))
            .using("/dev/ttyAMA3")
            .on(model -> model == Model.FOUR_B),
        fault("missing port", server, "wrong machine-port-missing").using("/dev/ttyUSB5"),
        fault(
                "missing port in a container",
                server.andThen((m, pi) -> m.tree.file("/run/.containerenv", "")),
                "wrong machine-port-not-in-container",
                "note machine-container")
            .using("/dev/ttyUSB5"),
        fault("name that changes", server, "note machine-use-lasting-name").using("/dev/ttyUSB0"),
        fault("debug plug", server, "wrong machine-debug-plug").using("/dev/serial0").on(ONLY_5),
        fault(
                "port of Bluetooth",
                server.andThen(
                    (m, pi) -> {
                      config(m, "enable_uart=1\n");
                      m.tree.link("/dev/serial0", "ttyS0").link("/dev/serial1", "ttyAMA0");
                    }),
                "wrong machine-port-is-bluetooth",
                "note machine-mini-uart")
            .using("/dev/ttyAMA0")
            .on(BEFORE_5),
        fault(
                "header off",
                server.andThen((m, pi) -> config(m, "enable_uart=0\n")),
                "wrong machine-uart-off")
            .using("/dev/serial0")
            .on(BEFORE_5),
        fault("unknown server", (m, pi) -> {}, "wrong machine-server-unknown").using(FREE),
        fault(
                "silent server",
                (m, pi) -> m.knownHosts.add("broker"),
                "wrong machine-server-unreachable")
            .using(FREE),
        fault(
                "journal in memory",
                server.andThen(
                    (m, pi) ->
                        m.tree.replace(
                            "/proc/mounts",
                            "tmpfs /run",
                            "tmpfs /var/lib/metergate tmpfs rw 0 0\ntmpfs /run")),
                "wrong machine-journal-in-memory")
            .using(FREE),
        fault(
                "journal on a network",
                server.andThen(
                    (m, pi) ->
                        m.tree.replace(
                            "/proc/mounts",
                            "tmpfs /run",
                            "nas:/x /var/lib nfs4 rw 0 0\ntmpfs /run")),
                "wrong machine-journal-on-network")
            .using(FREE),
        fault(
                "kernel settings unseen",
                server.andThen(
                    (m, pi) -> {
                      PreparedPi.kernelSettings(m.tree, System.BOOKWORM, "");
                      PreparedPi.kernelSettings(m.tree, System.TRIXIE, "");
                    }),
                "unknown machine-gpio-kernel-unseen")
            .usingGpio(),
        fault(
                "GPIO on another machine",
                server.andThen((m, pi) -> m.tree.without("/proc/device-tree/model")),
                "wrong machine-gpio-not-a-pi")
            .usingGpio()
            .on(model -> model == Model.FOUR_B));
  }
}
