// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.doctor;

import java.util.List;
import java.util.Optional;
import org.metergate.setup.port.GpioChip;
import org.metergate.setup.port.GpioChips;
import org.metergate.setup.port.PiBoard;

/** The GPIO chip with the lines of the header, its interface and who may use it. */
final class GpioChecks {
  private static final String INTERFACE = "CONFIG_GPIO_CDEV_V1";

  private final Inspection inspection;

  GpioChecks(Inspection inspection) {
    this.inspection = inspection;
  }

  void run() {
    Optional<PiBoard> board = inspection.board();
    boolean pi = inspection.model().startsWith("Raspberry Pi");
    if (inspection.scope().configured() ? !inspection.scope().gpio() : board.isEmpty()) {
      return;
    }
    inspection.begin(Topic.GPIO);
    List<GpioChip> chips = GpioChips.list(inspection.files(), inspection.machine().nodes());
    if (!pi) {
      inspection.wrong(Topic.GPIO, DoctorFindings.GPIO_NOT_A_PI.with());
    } else if (chips.isEmpty()) {
      inspection.wrong(Topic.GPIO, DoctorFindings.NO_GPIO_CHIP.with());
    } else if (board.isPresent() && chips.stream().noneMatch(GpioChip::header)) {
      inspection.wrong(
          Topic.GPIO, DoctorFindings.GPIO_CHIP_UNKNOWN.with("label", board.get().gpioLabel()));
    } else {
      PortChecks ports = new PortChecks(inspection);
      chips.stream()
          .filter(GpioChip::header)
          .forEach(
              chip ->
                  chip.node().ifPresent(node -> ports.permission(Topic.GPIO, chip.device(), node)));
      kernel();
    }
  }

  /** Pi4J's libgpiod 1.6 speaks the first version of the kernel's interface alone. */
  private void kernel() {
    String release = inspection.files().line("/proc/sys/kernel/osrelease").orElse("");
    Optional<String> line = setting("/boot/config-" + release).or(() -> setting("/proc/config.gz"));
    if (line.isEmpty()) {
      inspection.unknown(Topic.GPIO, DoctorFindings.GPIO_KERNEL_UNSEEN.with());
    } else if (!line.get().startsWith(INTERFACE + "=y")) {
      inspection.wrong(Topic.GPIO, DoctorFindings.GPIO_V1_OFF.with("kernel", release));
    }
  }

  private Optional<String> setting(String file) {
    return inspection
        .files()
        .find(file, line -> line.startsWith(INTERFACE + "=") || line.startsWith("# " + INTERFACE));
  }
}
