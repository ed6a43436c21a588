// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.doctor;

import java.util.List;

/** Examines a machine. */
public final class Doctor {
  private Doctor() {}

  /**
   * Makes all checks; takes some seconds where programs or servers do not answer.
   *
   * @param machine what is examined; nothing is written to it, and no port is opened.
   * @param scope what of it matters.
   * @return what was found, grouped by topic; a topic that does not apply is left out.
   */
  public static List<CheckResult> examine(Machine machine, Scope scope) {
    Inspection inspection = new Inspection(machine, scope);
    new BoardChecks(inspection).run();
    new ConsoleChecks(inspection).run();
    new PortChecks(inspection).run();
    new AdapterChecks(inspection).run();
    new GpioChecks(inspection).run();
    new PowerChecks(inspection).run();
    new StorageChecks(inspection).run();
    new JavaChecks(inspection).run();
    new ContainerChecks(inspection).run();
    new ServerChecks(inspection).run();
    return inspection.results();
  }
}
