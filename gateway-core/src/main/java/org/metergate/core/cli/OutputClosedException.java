// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

/**
 * The output cannot be written any more. Where it is no longer read, as with {@code | head -1}, the
 * command ends without a message; {@link StandardOutput} distinguishes that from a full disk.
 */
final class OutputClosedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** As a shell reports it for any program that ends this way: 128 plus the number of SIGPIPE. */
  static final int EXIT_CODE = 141;

  OutputClosedException() {
    super("the output is closed");
  }
}
