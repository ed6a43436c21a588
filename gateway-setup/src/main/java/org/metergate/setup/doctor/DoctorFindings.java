// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.doctor;

import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.finding.FindingCode.Kind;
import org.metergate.spi.finding.Stage;

/** What can be found of a machine. Faults have a fix; the others are to be known. */
public final class DoctorFindings {
  /** A Raspberry Pi that is newer than this program. */
  public static final FindingCode BOARD_UNKNOWN = remark("machine-board-unknown");

  /** An ARMv6 processor. */
  public static final FindingCode ARMV6 = fault("machine-armv6");

  /** config.txt cannot be read. */
  public static final FindingCode BOOT_FILES_UNSEEN = remark("machine-boot-files-unseen");

  /** The header port is off, Pi 3, 4, Zero W. */
  public static final FindingCode UART_OFF = fault("machine-uart-off");

  /** The header port is off, Pi 1, 2, Zero. */
  public static final FindingCode UART_OFF_PL011 = fault("machine-uart-off-pl011");

  /** The header port is off, Pi 5. */
  public static final FindingCode UART_OFF_RP1 = fault("machine-uart-off-rp1");

  /** disable-bt on a Pi 5. */
  public static final FindingCode DISABLE_BT_WITHOUT_EFFECT =
      fault("machine-disable-bt-without-effect");

  /** config.txt was changed since the start. */
  public static final FindingCode RESTART_NEEDED = fault("machine-restart-needed");

  /** No /dev/serial0. */
  public static final FindingCode SERIAL0_MISSING = fault("machine-serial0-missing");

  /** The header has the mini UART. */
  public static final FindingCode MINI_UART = remark("machine-mini-uart");

  /** The debug plug of a Pi 5 is configured. */
  public static final FindingCode DEBUG_PLUG = fault("machine-debug-plug");

  /** A port to which Bluetooth is wired is configured. */
  public static final FindingCode PORT_IS_BLUETOOTH = fault("machine-port-is-bluetooth");

  /** A service uses the port that Bluetooth had. */
  public static final FindingCode HCIUART_ACTIVE = fault("machine-hciuart-active");

  /** /proc/cmdline cannot be read. */
  public static final FindingCode COMMAND_LINE_UNSEEN = remark("machine-command-line-unseen");

  /** The kernel's console is on a port. */
  public static final FindingCode CONSOLE = fault("machine-console");

  /** A log-in prompt is on a port. */
  public static final FindingCode LOGIN_PROMPT = fault("machine-login-prompt");

  /** systemctl does not answer. */
  public static final FindingCode SYSTEMCTL_MUTE = remark("machine-systemctl-mute");

  /** No serial port. */
  public static final FindingCode NO_PORT = fault("machine-no-port");

  /** A configured port is missing. */
  public static final FindingCode PORT_MISSING = fault("machine-port-missing");

  /** A configured port is missing in a container. */
  public static final FindingCode PORT_NOT_IN_CONTAINER = fault("machine-port-not-in-container");

  /** This user may not open a device. */
  public static final FindingCode NO_PERMISSION = fault("machine-no-permission");

  /** The group was given after the log-in. */
  public static final FindingCode GROUP_NOT_ACTIVE = fault("machine-group-not-active");

  /** The user of the service may not open a device. */
  public static final FindingCode SERVICE_USER_NOT_IN_GROUP =
      fault("machine-service-user-not-in-group");

  /** A device for root alone. */
  public static final FindingCode DEVICE_FOR_ROOT = fault("machine-device-for-root");

  /** A device that belongs to the console. */
  public static final FindingCode PORT_OF_CONSOLE = fault("machine-port-of-console");

  /** Another program has a port. */
  public static final FindingCode PORT_HELD = fault("machine-port-held");

  /** Processes of other users. */
  public static final FindingCode HOLDERS_UNSEEN = remark("machine-holders-unseen");

  /** ModemManager sends to adapters. */
  public static final FindingCode MODEM_MANAGER = fault("machine-modem-manager");

  /** brltty takes adapters. */
  public static final FindingCode BRLTTY = fault("machine-brltty");

  /** An adapter has no port. */
  public static final FindingCode ADAPTER_WITHOUT_PORT = fault("machine-adapter-without-port");

  /** Two adapters with one name. */
  public static final FindingCode ADAPTERS_ALIKE = fault("machine-adapters-alike");

  /** A name that may change is configured. */
  public static final FindingCode USE_LASTING_NAME = remark("machine-use-lasting-name");

  /** CH34x. */
  public static final FindingCode CH34X = remark("machine-ch34x");

  /** PL2303. */
  public static final FindingCode PL2303 = remark("machine-pl2303");

  /** Latency of an FTDI adapter. */
  public static final FindingCode FTDI_LATENCY = remark("machine-ftdi-latency");

  /** GPIO on another machine. */
  public static final FindingCode GPIO_NOT_A_PI = fault("machine-gpio-not-a-pi");

  /** No GPIO chip. */
  public static final FindingCode NO_GPIO_CHIP = fault("machine-no-gpio-chip");

  /** No chip with the lines of the header. */
  public static final FindingCode GPIO_CHIP_UNKNOWN = fault("machine-gpio-chip-unknown");

  /** The kernel lacks the interface. */
  public static final FindingCode GPIO_V1_OFF = fault("machine-gpio-v1-off");

  /** The settings of the kernel cannot be read. */
  public static final FindingCode GPIO_KERNEL_UNSEEN = remark("machine-gpio-kernel-unseen");

  /** The supply voltage is too low. */
  public static final FindingCode UNDERVOLTAGE = fault("machine-undervoltage");

  /** The supply voltage was too low. */
  public static final FindingCode UNDERVOLTAGE_BEFORE = fault("machine-undervoltage-before");

  /** The processor is or was too hot. */
  public static final FindingCode TOO_HOT = fault("machine-too-hot");

  /** No voltage sensor. */
  public static final FindingCode NO_VOLTAGE_SENSOR = remark("machine-no-voltage-sensor");

  /** The voltage cannot be read. */
  public static final FindingCode VOLTAGE_UNSEEN = remark("machine-voltage-unseen");

  /** The clock was never set. */
  public static final FindingCode CLOCK_NEVER_SET = fault("machine-clock-never-set");

  /** No time server. */
  public static final FindingCode CLOCK_NOT_SYNCHRONISED = fault("machine-clock-not-synchronised");

  /** Synchronisation cannot be seen. */
  public static final FindingCode CLOCK_UNSEEN = remark("machine-clock-unseen");

  /** No time zone. */
  public static final FindingCode NO_TIME_ZONE = fault("machine-no-time-zone");

  /** Space cannot be read. */
  public static final FindingCode SPACE_UNSEEN = remark("machine-space-unseen");

  /** Little space. */
  public static final FindingCode SPACE_LOW = fault("machine-space-low");

  /** Few inodes. */
  public static final FindingCode INODES_LOW = fault("machine-inodes-low");

  /** /proc/mounts cannot be read. */
  public static final FindingCode MOUNTS_UNSEEN = remark("machine-mounts-unseen");

  /** A folder in memory. */
  public static final FindingCode JOURNAL_IN_MEMORY = fault("machine-journal-in-memory");

  /** A folder on an overlay. */
  public static final FindingCode JOURNAL_ON_OVERLAY = fault("machine-journal-on-overlay");

  /** A folder on a network. */
  public static final FindingCode JOURNAL_ON_NETWORK = fault("machine-journal-on-network");

  /** A read-only file system. */
  public static final FindingCode READ_ONLY = fault("machine-read-only");

  /** Errors of a file system. */
  public static final FindingCode FILE_SYSTEM_ERRORS = fault("machine-file-system-errors");

  /** A worn eMMC. */
  public static final FindingCode CARD_WORN = fault("machine-card-worn");

  /** Wear of an SD card. */
  public static final FindingCode CARD_WEAR_UNSEEN = remark("machine-card-wear-unseen");

  /** Memory cannot be read. */
  public static final FindingCode MEMORY_UNSEEN = remark("machine-memory-unseen");

  /** Little memory. */
  public static final FindingCode MEMORY_LOW = fault("machine-memory-low");

  /** 32-bit Java. */
  public static final FindingCode JAVA_32_BIT = remark("machine-java-32-bit");

  /** No programs in the temporary folder. */
  public static final FindingCode TEMPORARY_NOEXEC = fault("machine-temporary-noexec");

  /** A container. */
  public static final FindingCode CONTAINER = remark("machine-container");

  /** The service sees no devices. */
  public static final FindingCode PRIVATE_DEVICES = fault("machine-private-devices");

  /** The service may not open a device. */
  public static final FindingCode DEVICE_NOT_ALLOWED = fault("machine-device-not-allowed");

  /** The name of a server is unknown. */
  public static final FindingCode SERVER_UNKNOWN = fault("machine-server-unknown");

  /** A server cannot be reached. */
  public static final FindingCode SERVER_UNREACHABLE = fault("machine-server-unreachable");

  private DoctorFindings() {}

  private static FindingCode fault(String id) {
    return new FindingCode(id, Stage.PORT, Kind.FAULT);
  }

  private static FindingCode remark(String id) {
    return new FindingCode(id, Stage.PORT, Kind.CONDITION);
  }
}
