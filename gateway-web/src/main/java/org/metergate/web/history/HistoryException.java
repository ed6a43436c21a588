// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history;

/** A view that there cannot be; the message is the sentence for the person who asked. */
final class HistoryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  /** A mistake in the address. */
  HistoryException(String sentence) {
    this(400, sentence);
  }

  HistoryException(int status, String sentence) {
    super(sentence);
    this.status = status;
  }

  /** Returns 400 for a mistake in the address, 404 for a meter that is not known. */
  int status() {
    return status;
  }
}
