// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical;

/** The meter has no such history or does not deliver it; the message is the end of a sentence. */
final class NoHistoryException extends Exception {
  private static final long serialVersionUID = 1L;

  NoHistoryException(String reason) {
    super(reason, null, false, false);
  }
}
