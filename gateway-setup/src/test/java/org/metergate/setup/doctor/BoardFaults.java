// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.doctor;

import static org.metergate.setup.doctor.Fault.BEFORE_5;
import static org.metergate.setup.doctor.Fault.ONLY_5;
import static org.metergate.setup.doctor.Fault.config;
import static org.metergate.setup.doctor.Fault.fault;
import static org.metergate.setup.doctor.Fault.unplug;

import java.util.List;
import org.metergate.setup.doctor.PreparedPi.Model;

/** Faults of a board, its header port and what the system types there. */
final class BoardFaults {
  private BoardFaults() {}

  static List<Fault> all() {
    return List.of(
        fault(
                "header off",
                (m, pi) -> {
                  unplug(m);
                  config(m, "dtparam=audio=on\n");
                  m.tree.without("/sys/class/tty/ttyAMA0");
                },
                "wrong machine-uart-off")
            .on(BEFORE_5),
        fault(
                "header off where an adapter is used",
                (m, pi) -> {
                  config(m, "enable_uart=0\n");
                },
                "note machine-uart-off")
            .on(BEFORE_5),
        fault(
                "header on for another model only",
                (m, pi) -> {
                  unplug(m);
                  config(
                      m,
                      "[pi2]\nenable_uart=1\ndtoverlay=disable-bt\n[all]\n[none]\nenable_uart=1\n");
                },
                "wrong machine-uart-off")
            .on(BEFORE_5),
        fault(
                "header off on a Pi 5",
                (m, pi) -> {
                  unplug(m);
                  config(m, "dtparam=audio=on\n");
                  m.tree.without("/sys/class/tty/ttyAMA0");
                },
                "wrong machine-uart-off-rp1")
            .on(ONLY_5),
        fault(
                "parameter of a Pi 5 switched off again",
                (m, pi) -> {
                  unplug(m);
                  config(m, "dtparam=uart0=on\n[pi5]\ndtparam=uart0=off\n");
                },
                "wrong machine-uart-off-rp1")
            .on(ONLY_5),
        fault(
                "disable-bt on a Pi 5",
                (m, pi) -> {
                  unplug(m);
                  config(m, "dtoverlay=disable-bt\n");
                },
                "wrong machine-disable-bt-without-effect")
            .on(ONLY_5),
        fault(
            "changed but not restarted",
            (m, pi) -> {
              unplug(m);
              m.tree.without("/sys/class/tty/ttyAMA0");
              if (pi != Model.FIVE) {
                m.tree.without("/dev/serial0");
              }
            },
            "wrong machine-restart-needed"),
        fault(
                "no serial0",
                (m, pi) -> {
                  unplug(m);
                  m.tree.without("/dev/serial0");
                },
                "wrong machine-serial0-missing")
            .on(BEFORE_5),
        fault(
                "mini UART",
                (m, pi) -> {
                  config(m, "enable_uart=1\n");
                  m.tree.link("/dev/serial0", "ttyS0").link("/dev/serial1", "ttyAMA0");
                },
                "note machine-mini-uart")
            .on(BEFORE_5),
        fault(
                "service of Bluetooth",
                (m, pi) -> m.active.add("hciuart.service"),
                "wrong machine-hciuart-active")
            .on(BEFORE_5),
        fault(
            "console",
            (m, pi) ->
                m.tree.replace(
                    "/proc/cmdline", "console=tty1", "console=ttyAMA0,115200 console=tty1"),
            "wrong machine-console"),
        fault(
                "console by its link",
                (m, pi) ->
                    m.tree.replace("/proc/cmdline", "console=tty1", "console=serial0,115200"),
                "wrong machine-console")
            .on(BEFORE_5),
        fault(
                "console on the debug plug, where it belongs",
                (m, pi) ->
                    m.tree.replace("/proc/cmdline", "console=tty1", "console=serial0,115200"))
            .on(ONLY_5),
        fault(
            "log-in prompt",
            (m, pi) -> m.active.add("serial-getty@ttyAMA0.service"),
            "wrong machine-login-prompt"),
        fault(
            "command line unseen",
            (m, pi) -> m.tree.without("/proc/cmdline"),
            "unknown machine-command-line-unseen"),
        fault(
            "boot files unseen",
            (m, pi) -> m.tree.without(PreparedPi.CONFIG),
            "unknown machine-boot-files-unseen"),
        fault(
            "older place of the boot files",
            (m, pi) -> {
              m.tree.without(PreparedPi.CONFIG);
              m.tree.file("/boot/config.txt", "include more.txt\ninclude config.txt\n");
              m.tree.file(
                  "/boot/more.txt",
                  pi == Model.FIVE ? "dtoverlay=uart0-pi5\n" : "dtoverlay=miniuart-bt,x=1 # y\n");
            }),
        fault(
                "a newer model",
                (m, pi) -> m.tree.file("/proc/device-tree/model", "Raspberry Pi 7 Model B\0"),
                "note machine-board-unknown")
            .on(model -> model == Model.THREE_B_PLUS));
  }
}
