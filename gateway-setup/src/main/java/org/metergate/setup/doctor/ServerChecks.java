// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.doctor;

/** Whether the servers of the configuration can be reached. */
final class ServerChecks {
  private final Inspection inspection;

  ServerChecks(Inspection inspection) {
    this.inspection = inspection;
  }

  void run() {
    for (Scope.Server server : inspection.scope().servers()) {
      inspection.begin(Topic.SERVERS);
      if (!inspection.machine().resolves(server.host())) {
        inspection.wrong(Topic.SERVERS, DoctorFindings.SERVER_UNKNOWN.with("host", server.host()));
      } else if (!inspection.machine().connects(server.host(), server.port())) {
        inspection.wrong(
            Topic.SERVERS,
            DoctorFindings.SERVER_UNREACHABLE.with("host", server.host(), "port", server.port()));
      }
    }
  }
}
