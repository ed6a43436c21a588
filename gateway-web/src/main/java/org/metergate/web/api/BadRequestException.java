// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.api;

/** A request that cannot be answered; the message is a sentence for people. */
final class BadRequestException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int status;

  BadRequestException(int status, String sentence) {
    super(sentence);
    this.status = status;
  }

  int status() {
    return status;
  }
}
