// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
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
import org.metergate.setup.port.DeviceNode;
import org.metergate.setup.port.MachineTree;

class DoctorTest {
  private static final DeviceNode CLOSED = new DeviceNode("root", "dialout", "rw-rw----", false);

  /** Each machine is written once; what a fault changes is taken back. */
  private static final Map<String, MachineTree> TREES = new HashMap<>();

  @TempDir static Path machines;

  @TempDir Path root;

  @AfterAll
  static void forgetTheMachines() {
    TREES.clear();
  }

  /** One thing that is wrong, and what is said about it and about nothing else. */
  private record Fault(
      String name,
      Predicate<Model> on,
      BiConsumer<PreparedMachine, Model> plant,
      Set<String> found,
      Scope scope) {

    @Override
    public String toString() {
      return name;
    }

    Fault on(Predicate<Model> models) {
      return new Fault(name, models, plant, found, scope);
    }

    Fault using(String... ports) {
      return new Fault(name, on, plant, found, using(List.of(ports), false));
    }

    Fault usingGpio() {
      return new Fault(name, on, plant, found, using(List.of(), true));
    }

    private static Scope using(List<String> ports, boolean gpio) {
      return new Scope(
          true,
          ports,
          gpio,
          Optional.of("/var/lib/metergate/journal.db"),
          List.of(new Scope.Server("broker", 1883)),
          false);
    }
  }

  private static Fault fault(
      String name, BiConsumer<PreparedMachine, Model> plant, String... found) {
    return new Fault(name, model -> true, plant, Set.of(found), Scope.everything());
  }

  private static final Predicate<Model> BEFORE_5 = model -> model != Model.FIVE;
  private static final Predicate<Model> ONLY_5 = model -> model == Model.FIVE;

  private static final String FREE =
      "/dev/serial/by-id/usb-FTDI_FT232R_USB_UART_A50285BI-if00-port0";

  static List<Fault> faults() {
    List<Fault> all = new ArrayList<>();
    all.addAll(boardFaults());
    all.addAll(portFaults());
    all.addAll(adapterFaults());
    all.addAll(systemFaults());
    all.addAll(configuredFaults());
    return all;
  }

  private static void config(PreparedMachine machine, String lines) {
    machine.tree.file(PreparedPi.CONFIG, lines);
  }

  /** Without the adapter, so that the header is the only port and matters. */
  private static void unplug(PreparedMachine machine) {
    machine.tree.without("/sys/class/tty/ttyUSB0").without("/sys/bus/usb/devices/1-1.0");
  }

  private static List<Fault> boardFaults() {
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

  private static List<Fault> portFaults() {
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

  private static List<Fault> adapterFaults() {
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

  private static List<Fault> systemFaults() {
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

  private static List<Fault> configuredFaults() {
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

  /** What is so with each board of a model, and no fault of its owner. */
  private static Set<String> always(Model model, Fault fault) {
    Set<String> codes = new TreeSet<>();
    codes.add("unknown machine-card-wear-unseen");
    boolean board = !fault.name.equals("GPIO on another machine");
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
        if (fault.on.test(model)) {
          MachineTree tree =
              TREES.computeIfAbsent(
                  model + "-" + system,
                  name -> PreparedPi.tree(machines.resolve(name), model, system));
          PreparedMachine machine = PreparedPi.of(tree, model, system);
          Set<String> expected = always(model, fault);
          expected.addAll(fault.found);
          try {
            fault.plant.accept(machine, model);
            assertEquals(
                expected, codes(Doctor.examine(machine, fault.scope)), model + " " + system);
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
          always(model, fault("nothing", (m, pi) -> {})),
          codes(Doctor.examine(machine, Scope.everything())));
    }
  }

  @Test
  void knowsModelsBeforeAndBesideTheFive() {
    PreparedMachine machine = PreparedPi.of(root, Model.THREE_B_PLUS, System.BOOKWORM);
    machine.tree.file("/proc/device-tree/model", "Raspberry Pi 2 Model B Rev 1.1\0");
    config(machine, "enable_uart=0\n");
    Scope scope = Fault.using(List.of("/dev/serial0"), false);
    machine.knownHosts.add("broker");
    machine.openAddresses.add("broker:1883");
    assertEquals(
        Set.of("unknown machine-card-wear-unseen", "wrong machine-uart-off-pl011"),
        codes(Doctor.examine(machine, scope)));
    config(machine, "");
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
            .flatMap(fault -> fault.found.stream())
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
