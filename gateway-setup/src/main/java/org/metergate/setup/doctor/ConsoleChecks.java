// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metergate.setup.port.PiWiring;
import org.metergate.setup.port.SerialPort;

/** What of the system itself types on a port: the kernel's console, a log-in prompt. */
final class ConsoleChecks {
  private final Inspection inspection;

  ConsoleChecks(Inspection inspection) {
    this.inspection = inspection;
  }

  void run() {
    List<SerialPort> ports = inspection.relevantPorts();
    if (ports.isEmpty()) {
      return;
    }
    console(ports);
    inspection.begin(Topic.LOGIN_PROMPT);
    for (SerialPort port : ports) {
      String unit = "serial-getty@" + port.tty() + ".service";
      if (inspection.unitState(unit).isEmpty()) {
        inspection.unknown(Topic.LOGIN_PROMPT, DoctorFindings.SYSTEMCTL_MUTE.with());
        return;
      }
      if (inspection.isActive(unit)) {
        inspection.wrong(
            Topic.LOGIN_PROMPT,
            DoctorFindings.LOGIN_PROMPT.with("port", port.device(), "unit", unit));
      }
    }
  }

  private void console(List<SerialPort> ports) {
    inspection.begin(Topic.CONSOLE);
    Optional<String> line = inspection.files().text("/proc/cmdline");
    if (line.isEmpty()) {
      inspection.unknown(Topic.CONSOLE, DoctorFindings.COMMAND_LINE_UNSEEN.with());
      return;
    }
    List<String> consoles = consoles(line.get());
    ports.stream()
        .filter(port -> consoles.contains(port.tty()))
        .forEach(
            port ->
                inspection.wrong(
                    Topic.CONSOLE, DoctorFindings.CONSOLE.with("port", port.device())));
  }

  private List<String> consoles(String commandLine) {
    List<String> consoles = new ArrayList<>();
    for (String word : commandLine.split("\\s+")) {
      if (word.startsWith("console=")) {
        String name = word.substring(8).split(",", 2)[0];
        consoles.add(PiWiring.link(inspection.files(), "/dev/" + name).orElse(name));
      }
    }
    return consoles;
  }
}
