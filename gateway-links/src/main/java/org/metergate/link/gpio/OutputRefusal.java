// SPDX-License-Identifier: Apache-2.0
package org.metergate.link.gpio;

import org.metergate.spi.finding.Finding;

/** Why Pi4J did not open an output: its exceptions wrap the kernel's message several times. */
final class OutputRefusal {
  private OutputRefusal() {}

  static Finding of(String port, RuntimeException refusal) {
    String message = "";
    for (Throwable e = refusal; e != null; e = e.getCause()) {
      message = String.valueOf(e.getMessage());
      if (message.contains("busy") || message.contains("already")) {
        return GpioFindings.BUSY.with("port", port, "holder", "another program");
      }
      if (message.contains("denied") || message.contains("not permitted")) {
        return GpioFindings.NO_PERMISSION.with("port", port, "device", "/dev/gpiochip*");
      }
    }
    return GpioFindings.NO_LIBRARY.with("port", port, "reason", message);
  }
}
