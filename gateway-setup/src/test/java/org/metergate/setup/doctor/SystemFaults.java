// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.doctor;

import static org.metergate.setup.doctor.Fault.fault;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.metergate.setup.doctor.PreparedPi.Model;
import org.metergate.setup.doctor.PreparedPi.System;
import org.metergate.setup.port.DeviceNode;

/** Faults of power, clock, disk, memory, Java and GPIO. */
final class SystemFaults {
  private SystemFaults() {}

  static List<Fault> all() {
    return List.of(
        fault(
                "voltage low now",
                (m, pi) -> m.tree.file("/sys/class/hwmon/hwmon1/in0_lcrit_alarm", "1\n"),
                "wrong machine-undervoltage")
            .on(pi -> !pi.isZero()),
        fault(
                "voltage low now, by the firmware",
                (m, pi) -> m.programs.put("vcgencmd get_throttled", "throttled=0x50005\n"),
                "wrong machine-undervoltage")
            .on(pi -> !pi.isZero()),
        fault(
                "voltage low before",
                (m, pi) -> m.programs.put("vcgencmd get_throttled", "throttled=0x50000\n"),
                "wrong machine-undervoltage-before")
            .on(pi -> !pi.isZero()),
        fault(
                "hot",
                (m, pi) -> m.programs.put("vcgencmd get_throttled", "throttled=0x80008\n"),
                "wrong machine-too-hot")
            .on(pi -> !pi.isZero()),
        fault(
                "voltage unseen",
                (m, pi) -> {
                  m.programs.remove("vcgencmd get_throttled");
                  m.tree.without("/sys/class/hwmon/hwmon1/name");
                },
                "unknown machine-voltage-unseen")
            .on(pi -> !pi.isZero()),
        fault("clock never set", (m, pi) -> m.now = Instant.EPOCH, "wrong machine-clock-never-set"),
        fault(
            "no time server",
            (m, pi) -> m.programs.put("timedatectl show -p NTPSynchronized --value", "no\n"),
            "wrong machine-clock-not-synchronised"),
        fault(
            "chrony",
            (m, pi) -> {
              m.programs.put("timedatectl show -p NTPSynchronized --value", "no\n");
              m.programs.put("chronyc -n tracking", "Reference ID : 1\nLeap status     : Normal\n");
            }),
        fault(
            "no answer about the clock",
            (m, pi) -> m.programs.remove("timedatectl show -p NTPSynchronized --value"),
            "unknown machine-clock-unseen"),
        fault(
            "no time zone",
            (m, pi) -> m.tree.without("/etc/localtime"),
            "wrong machine-no-time-zone"),
        fault(
            "disk full",
            (m, pi) -> m.usable = OptionalLong.of(499_000_000),
            "wrong machine-space-low"),
        fault(
            "disk unseen",
            (m, pi) -> m.usable = OptionalLong.empty(),
            "unknown machine-space-unseen"),
        fault(
            "no inodes",
            (m, pi) -> m.programs.put("stat -f -c %d %c /var/lib/metergate", "12 900000\n"),
            "wrong machine-inodes-low"),
        fault(
            "btrfs has no number of inodes",
            (m, pi) -> m.programs.put("stat -f -c %d %c /var/lib/metergate", "0 0\n")),
        fault(
            "errors of the card",
            (m, pi) -> m.tree.file("/sys/fs/ext4/mmcblk0p2/errors_count", "3\n"),
            "wrong machine-file-system-errors"),
        fault(
            "read-only",
            (m, pi) -> m.tree.replace("/proc/mounts", "ext4 rw", "ext4 ro"),
            "wrong machine-read-only"),
        fault(
            "overlay",
            (m, pi) -> m.tree.replace("/proc/mounts", "/dev/mmcblk0p2 / ext4", "overlay / overlay"),
            "wrong machine-journal-on-overlay"),
        fault(
            "worn memory",
            (m, pi) -> m.tree.file("/sys/block/mmcblk1/device/pre_eol_info", "0x03\n"),
            "wrong machine-card-worn"),
        fault(
            "little memory",
            (m, pi) -> m.tree.replace("/proc/meminfo", "  250000", "  50000"),
            "wrong machine-memory-low"),
        fault(
                "32-bit Java",
                (m, pi) -> m.properties.put("os.arch", "arm"),
                "note machine-java-32-bit")
            .on(pi -> pi != Model.ZERO_W),
        fault(
            "no programs in /tmp",
            (m, pi) -> m.tree.replace("/proc/mounts", "/tmp tmpfs rw", "/tmp tmpfs rw,noexec"),
            "wrong machine-temporary-noexec"),
        fault(
            "another folder for the library",
            (m, pi) -> {
              m.tree.replace("/proc/mounts", "/tmp tmpfs rw", "/tmp tmpfs rw,noexec");
              m.properties.put("jSerialComm.library.path", "/opt/x");
            }),
        fault("container", (m, pi) -> m.tree.file("/.dockerenv", ""), "note machine-container"),
        fault(
            "no chip",
            (m, pi) -> {
              for (String number : List.of("0", "4")) {
                if (m.tree.files().exists("/sys/bus/gpio/devices/gpiochip" + number)) {
                  m.tree.without("/sys/bus/gpio/devices/gpiochip" + number);
                }
              }
            },
            "wrong machine-no-gpio-chip"),
        fault(
            "another chip only",
            (m, pi) -> {
              for (int number : new int[] {0, 4}) {
                if (m.tree.files().exists("/sys/bus/gpio/devices/gpiochip" + number)) {
                  m.tree.gpio(number, "gpio-brcmstb", 32);
                }
              }
            },
            "wrong machine-gpio-chip-unknown"),
        fault(
            "chip of another group",
            (m, pi) -> {
              for (String number : List.of("0", "4")) {
                m.tree.device(
                    "/dev/gpiochip" + number, new DeviceNode("root", "root", "rw-------", false));
              }
            },
            "wrong machine-device-for-root"),
        fault(
            "kernel without the first interface",
            (m, pi) -> {
              PreparedPi.kernelSettings(
                  m.tree, System.BOOKWORM, "# CONFIG_GPIO_CDEV_V1 is not set");
              PreparedPi.kernelSettings(m.tree, System.TRIXIE, "# CONFIG_GPIO_CDEV_V1 is not set");
            },
            "wrong machine-gpio-v1-off"));
  }
}
