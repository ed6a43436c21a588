// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.doctor;

import java.util.Optional;
import org.metergate.setup.port.PiBoard;
import org.metergate.setup.port.PiWiring;
import org.metergate.spi.finding.Finding;

/** The serial port on the header of a Raspberry Pi, and what else is wired to it. */
final class BoardChecks {
  private static final String NODES = "/sys/class/tty/";

  private final Inspection inspection;

  BoardChecks(Inspection inspection) {
    this.inspection = inspection;
  }

  void run() {
    inspection.begin(Topic.BOARD);
    if (!inspection.model().startsWith("Raspberry Pi")) {
      return;
    }
    Optional<PiBoard> board = inspection.board();
    if (board.isEmpty()) {
      inspection.note(Topic.BOARD, DoctorFindings.BOARD_UNKNOWN.with("model", inspection.model()));
      return;
    }
    if (board.get().armv6()) {
      inspection.wrong(Topic.BOARD, DoctorFindings.ARMV6.with("model", inspection.model()));
    }
    Optional<BootConfig> boot = BootConfig.read(inspection.files(), board.get());
    if (inspection.scope().configured() && !usesHeader()) {
      return;
    }
    inspection.begin(Topic.HEADER_PORT);
    usedPorts(board.get());
    if (boot.isEmpty()) {
      inspection.unknown(Topic.HEADER_PORT, DoctorFindings.BOOT_FILES_UNSEEN.with());
    } else if (board.get().rp1()) {
      rp1(boot.get());
    } else {
      classic(board.get(), boot.get());
    }
  }

  /** Whether the configuration names the port of the header; the Pi 4 and 5 can have more ports. */
  private boolean usesHeader() {
    return inspection.scope().ports().stream()
        .anyMatch(port -> port.matches("/dev/(serial\\d|ttyS0|ttyAMA0|ttyAMA10)"));
  }

  /** The ports that a configuration must not name on this model. */
  private void usedPorts(PiBoard board) {
    for (String port : inspection.scope().ports()) {
      String tty = port.substring(port.lastIndexOf('/') + 1);
      String target = PiWiring.link(inspection.files(), port).orElse(tty);
      if (board.rp1() && (target.equals(PiWiring.DEBUG_PORT) || tty.equals("serial0"))) {
        inspection.wrong(Topic.HEADER_PORT, DoctorFindings.DEBUG_PLUG.with("port", port));
      }
      if (board.bluetoothHasPort()
          && PiWiring.link(inspection.files(), "/dev/serial1").equals(Optional.of(target))) {
        inspection.wrong(Topic.HEADER_PORT, DoctorFindings.PORT_IS_BLUETOOTH.with("port", port));
      }
    }
  }

  private void rp1(BootConfig boot) {
    if (!boot.uart0() && !boot.has("uart0-pi5", "uart0")) {
      off(
          boot.has("disable-bt", "miniuart-bt")
              ? DoctorFindings.DISABLE_BT_WITHOUT_EFFECT.with("file", boot.path())
              : DoctorFindings.UART_OFF_RP1.with("file", boot.path()));
    } else if (!inspection.files().exists(NODES + "ttyAMA0")) {
      off(DoctorFindings.RESTART_NEEDED.with("file", boot.path(), "port", "/dev/ttyAMA0"));
    }
  }

  private void classic(PiBoard board, BootConfig boot) {
    boolean pl011 =
        !board.bluetoothHasPort()
            || boot.has("disable-bt", "pi3-disable-bt", "miniuart-bt", "pi3-miniuart-bt");
    boolean on = boot.enableUart().map("1"::equals).orElse(pl011);
    String expected = pl011 ? "ttyAMA0" : board.headerPort();
    if (!on) {
      off(
          (board.bluetoothHasPort() ? DoctorFindings.UART_OFF : DoctorFindings.UART_OFF_PL011)
              .with("file", boot.path()));
      return;
    }
    bluetooth(board, boot);
    Optional<String> serial0 = PiWiring.link(inspection.files(), "/dev/serial0");
    boolean there = inspection.files().exists(NODES + expected);
    if (!there || serial0.isPresent() && !serial0.get().equals(expected)) {
      off(DoctorFindings.RESTART_NEEDED.with("file", boot.path(), "port", "/dev/" + expected));
    } else if (serial0.isEmpty()) {
      off(DoctorFindings.SERIAL0_MISSING.with("port", "/dev/" + expected));
    }
    if (!pl011 && there) {
      inspection.note(Topic.HEADER_PORT, DoctorFindings.MINI_UART.with("file", boot.path()));
    }
  }

  /** On bookworm a service connects to Bluetooth over the port that the overlay took from it. */
  private void bluetooth(PiBoard board, BootConfig boot) {
    if (board.bluetoothHasPort() && boot.has("disable-bt", "pi3-disable-bt")) {
      inspection.begin(Topic.BLUETOOTH);
      if (inspection.isActive("hciuart.service")) {
        inspection.wrong(Topic.BLUETOOTH, DoctorFindings.HCIUART_ACTIVE.with());
      }
    }
  }

  /** What is in the way only of those who use the header, which is not known without a file. */
  private void off(Finding finding) {
    boolean otherPort =
        !inspection.scope().configured() && !inspection.relevantUsbPorts().isEmpty();
    if (otherPort) {
      inspection.note(Topic.HEADER_PORT, finding);
    } else {
      inspection.wrong(Topic.HEADER_PORT, finding);
    }
  }
}
