// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.mdns;

/** A service with the name that is claimed for it, the same on all interfaces. One thread. */
final class Claim {
  private final Service service;
  private int attempt = 1;

  Claim(Service service) {
    this.service = service;
  }

  Service service() {
    return service;
  }

  /** Returns the name of the instance and of its host. */
  String name() {
    return attempt == 1 ? service.name() : service.name() + "-" + attempt;
  }

  /** Takes the next name: the present one is somebody else's. */
  void next() {
    attempt++;
  }
}
