// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.probe;

/** The own question that comes back, as from an optical head. Pure functions. */
final class Echo {
  private Echo() {}

  /** Whether what arrived after a question is this question, and nothing else. */
  static boolean alone(Heard heard) {
    byte[] sent = heard.sent();
    byte[] values = heard.values();
    if (sent.length == 0 || values.length < sent.length) {
      return false;
    }
    // a reflection may be preceded by one byte of the line that wakes up
    int begin = values.length - sent.length;
    if (begin > 1) {
      return false;
    }
    for (int i = 0; i < sent.length; i++) {
      if (values[begin + i] != sent[i]) {
        return false;
      }
    }
    return true;
  }
}
