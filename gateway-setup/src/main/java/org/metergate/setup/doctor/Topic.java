// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.doctor;

import java.util.Locale;

/** What is checked. The names are those of {@code doctor --json}. */
public enum Topic {
  /** The model of the board. */
  BOARD,
  /** The serial port of a Raspberry Pi's header. */
  HEADER_PORT,
  /** The kernel's console on a port. */
  CONSOLE,
  /** A log-in prompt on a port. */
  LOGIN_PROMPT,
  /** Bluetooth on a port. */
  BLUETOOTH,
  /** Whether the ports are there. */
  PORTS,
  /** Whether this user, and the service, may open them. */
  PERMISSION,
  /** Other programs that have a port. */
  HOLDERS,
  /** ModemManager. */
  MODEM_MANAGER,
  /** Brltty, which takes adapters for Braille displays. */
  BRLTTY,
  /** Adapters and their known faults. */
  ADAPTERS,
  /** GPIO chips. */
  GPIO,
  /** The supply voltage and the temperature. */
  POWER,
  /** The machine's clock. */
  CLOCK,
  /** The time zone. */
  TIME_ZONE,
  /** Space for the journal. */
  SPACE,
  /** The file system and the card. */
  FILE_SYSTEM,
  /** Memory. */
  MEMORY,
  /** Java and the processor. */
  JAVA,
  /** The folder for temporary files. */
  TEMPORARY_FOLDER,
  /** Containers. */
  CONTAINER,
  /** The unit of systemd. */
  SERVICE,
  /** Servers of the configuration. */
  SERVERS;

  /**
   * Returns its name for people and programs.
   *
   * @return such as {@code time-zone}.
   */
  public String title() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
