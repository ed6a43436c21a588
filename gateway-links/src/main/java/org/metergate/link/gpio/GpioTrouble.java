// SPDX-License-Identifier: Apache-2.0
package org.metergate.link.gpio;

/** The GPIO library refused something; the cause is its own exception. */
final class GpioTrouble extends RuntimeException {
  private static final long serialVersionUID = 1L;

  GpioTrouble(RuntimeException cause) {
    super(cause.getMessage(), cause);
  }
}
