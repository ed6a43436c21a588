// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

/** Nobody reads the output any more, as behind {@code | head -1}: no reason for a word. */
final class OutputClosedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What a shell sees of any program that ends this way: 128 and the number of SIGPIPE. */
  static final int EXIT_CODE = 141;

  OutputClosedException() {
    super("the output is closed");
  }
}
