// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.doctor;

import java.util.List;
import java.util.Optional;

/** Java, the processor, and the folder into which libraries are unpacked. */
final class JavaChecks {
  private final Inspection inspection;

  JavaChecks(Inspection inspection) {
    this.inspection = inspection;
  }

  void run() {
    inspection.begin(Topic.JAVA);
    Machine machine = inspection.machine();
    String arch = machine.property("os.arch");
    String kernel = machine.run(List.of("uname", "-m")).map(String::strip).orElse("");
    if (arch.startsWith("arm") && kernel.equals("aarch64")) {
      inspection.note(Topic.JAVA, DoctorFindings.JAVA_32_BIT.with("arch", arch));
    }
    inspection.begin(Topic.TEMPORARY_FOLDER);
    String folder = machine.property("java.io.tmpdir");
    Optional<Mounts.Mount> mount = Mounts.read(inspection.files()).of(folder);
    if (mount.isEmpty()) {
      inspection.unknown(Topic.TEMPORARY_FOLDER, DoctorFindings.MOUNTS_UNSEEN.with());
    } else if (mount.get().options().contains("noexec")
        && machine.property("jSerialComm.library.path").isEmpty()) {
      inspection.wrong(
          Topic.TEMPORARY_FOLDER, DoctorFindings.TEMPORARY_NOEXEC.with("folder", folder));
    }
  }
}
