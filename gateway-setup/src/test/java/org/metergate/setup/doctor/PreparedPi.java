// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.doctor;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.metergate.setup.port.MachineTree;

/** Raspberry Pis on which nothing is wrong, with an FTDI adapter, as files that the test writes. */
final class PreparedPi {
  static final String CONFIG = "/boot/firmware/config.txt";
  static final String UNIT =
      "systemctl show metergate.service -p LoadState -p PrivateDevices -p DevicePolicy -p"
          + " DeviceAllow";

  /** The models that are examined. */
  enum Model {
    ZERO_2_W("Raspberry Pi Zero 2 W Rev 1.0", "pinctrl-bcm2835", "aarch64"),
    THREE_B_PLUS("Raspberry Pi 3 Model B Plus Rev 1.3", "pinctrl-bcm2835", "aarch64"),
    FOUR_B("Raspberry Pi 4 Model B Rev 1.4", "pinctrl-bcm2711", "aarch64"),
    FIVE("Raspberry Pi 5 Model B Rev 1.0", "pinctrl-rp1", "aarch64"),
    ZERO_W("Raspberry Pi Zero W Rev 1.1", "pinctrl-bcm2835", "armv6l");

    final String title;
    final String gpio;
    final String machine;

    Model(String title, String gpio, String machine) {
      this.title = title;
      this.gpio = gpio;
      this.machine = machine;
    }

    boolean isZero() {
      return title.contains("Zero");
    }
  }

  /** The systems that are examined. */
  enum System {
    BOOKWORM("bookworm", "12", "6.6.51+rpt-rpi-v8", "17.0.17"),
    TRIXIE("trixie", "13", "6.12.47+rpt-rpi-v8", "21.0.9");

    final String title;
    final String number;
    final String kernel;
    final String java;

    System(String title, String number, String kernel, String java) {
      this.title = title;
      this.number = number;
      this.kernel = kernel;
      this.java = java;
    }
  }

  private PreparedPi() {}

  static PreparedMachine of(Path root, Model model, System system) {
    return of(tree(root, model, system), model, system);
  }

  static MachineTree tree(Path root, Model model, System system) {
    MachineTree tree = new MachineTree(root);
    system(tree, model, system);
    ports(tree, model);
    tree.gpio(model == Model.FIVE && system == System.BOOKWORM ? 4 : 0, model.gpio, 54);
    return tree.keep();
  }

  static PreparedMachine of(MachineTree tree, Model model, System system) {
    PreparedMachine machine = new PreparedMachine(tree);
    programs(machine, model, system);
    return machine;
  }

  private static void system(MachineTree tree, Model model, System system) {
    tree.file("/proc/device-tree/model", model.title + "\0");
    tree.file(
        "/etc/os-release",
        "PRETTY_NAME=\"Debian GNU/Linux "
            + system.number
            + " ("
            + system.title
            + ")\"\nVERSION_CODENAME="
            + system.title
            + "\n");
    tree.file("/proc/sys/kernel/osrelease", system.kernel + "\n");
    tree.file("/proc/cmdline", "coherent_pool=1M console=tty1 root=PARTUUID=ab-02 rootwait\n");
    tree.file(
        CONFIG,
        "dtparam=audio=on\n[cm4]\notg_mode=1\n[all]\n"
            + (model == Model.FIVE
                ? "dtparam=uart0=on\n"
                : "enable_uart=1\ndtoverlay=disable-bt\n"));
    tree.file(
        "/proc/mounts",
        "/dev/mmcblk0p2 / ext4 rw,noatime 0 0\ntmpfs /tmp tmpfs rw,nosuid,nodev 0 0\n"
            + "tmpfs /run tmpfs rw,nosuid,nodev,noexec 0 0\n"
            + "/dev/mmcblk0p1 /boot/firmware vfat rw 0 0\n");
    tree.file("/proc/meminfo", "MemTotal:   437000 kB\nMemFree: 99 kB\nMemAvailable:  250000 kB\n");
    tree.file(
        "/proc/self/status", "Name:\tjava\nUid:\t1000\nGid:\t1000\t1000\nGroups:\t4 20 44 986\n");
    tree.file("/etc/passwd", "root:x:0:0::/root:/bin/sh\nanna:x:1000:1000::/home/anna:/bin/sh\n");
    tree.file("/etc/group", "tty:x:5:\ndialout:x:20:anna\ngpio:x:986:anna\nanna:x:1000:\n");
    tree.file("/proc/self/fd/x", "").file("/proc/1/comm", "systemd\n").folder("/proc/1/fd");
    tree.link("/etc/localtime", "../usr/share/zoneinfo/Europe/Copenhagen");
    tree.file("/sys/fs/ext4/mmcblk0p2/errors_count", "0\n");
    tree.file("/sys/block/mmcblk0/device/type", "SD\n");
    tree.folder("/var/lib/metergate");
    if (!model.isZero()) {
      tree.file("/sys/class/hwmon/hwmon0/name", "cpu_thermal\n");
      tree.file("/sys/class/hwmon/hwmon1/name", "rpi_volt\n");
      tree.file("/sys/class/hwmon/hwmon1/in0_lcrit_alarm", "0\n");
    }
    kernelSettings(tree, system, "CONFIG_GPIO_CDEV_V1=y");
  }

  /** The settings of a kernel are longer than what is read of other files. */
  static void kernelSettings(MachineTree tree, System system, String line) {
    String text = "# CONFIG_SOMETHING is not set\n".repeat(2500) + line + "\n";
    if (system == System.BOOKWORM) {
      tree.file("/boot/config-" + system.kernel, text);
      return;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream packed = new GZIPOutputStream(bytes)) {
      packed.write(text.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    tree.file("/proc/config.gz", bytes.toByteArray());
  }

  private static void ports(MachineTree tree, Model model) {
    tree.boardPort("ttyAMA0", "uart-pl011", "32");
    if (model == Model.FIVE) {
      tree.boardPort("ttyAMA10", "uart-pl011", "32").link("/dev/serial0", "ttyAMA10");
    } else {
      tree.boardPort("ttyS0", "bcm2835-aux-uart", "4");
      tree.link("/dev/serial0", "ttyAMA0").link("/dev/serial1", "ttyS0");
    }
    tree.usb("ttyUSB0", "0403:6001", "FTDI", "FT232R USB UART", "A50285BI", "ftdi_sio");
    tree.file("/sys/bus/usb-serial/devices/ttyUSB0/latency_timer", "16\n");
  }

  private static void programs(PreparedMachine machine, Model model, System system) {
    machine.programs.put("uname -m", model.machine + "\n");
    machine.programs.put("timedatectl show -p NTPSynchronized --value", "yes\n");
    machine.programs.put("stat -f -c %d %c /var/lib/metergate", "800000 900000\n");
    machine.programs.put("systemd-detect-virt -c", "none\n");
    machine.programs.put("vcgencmd get_throttled", "throttled=0x0\n");
    machine.programs.put(UNIT, "LoadState=not-found\nPrivateDevices=no\nDevicePolicy=auto\n");
    machine.programs.put("udevadm info -q property /dev/ttyUSB0", "ID_VENDOR_ID=0403\n");
    machine.properties.put("user.name", "anna");
    machine.properties.put("java.version", system.java);
    machine.properties.put("os.arch", model.machine.equals("armv6l") ? "arm" : "aarch64");
    machine.properties.put("java.io.tmpdir", "/tmp");
  }
}
