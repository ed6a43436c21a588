// SPDX-License-Identifier: Apache-2.0
package org.metergate.link.gpio;

/** The GPIO library refused something; the cause is its own exception. */
final class GpioLibraryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  GpioLibraryException(RuntimeException cause) {
    super(cause.getMessage(), cause);
  }
}
