// SPDX-License-Identifier: Apache-2.0
package org.metergate.link;

import java.io.FileInputStream;
import java.io.IOException;

/** The limit of open files of the process and of the system, as links see it. */
final class OpenFileLimit {
  /** EMFILE in errno.h of Linux. */
  static final int OF_PROCESS = 24;

  /** ENFILE in errno.h of Linux. */
  static final int OF_SYSTEM = 23;

  static final String SENTENCE =
      "This program has too many files open; 'ulimit -n', or LimitNOFILE= of its systemd service,"
          + " allows more.";

  private static final String TEXT = "Too many open files";

  private OpenFileLimit() {}

  /** Whether it is the reason of an exception of the platform. */
  static boolean causes(Exception e) {
    return String.valueOf(e.getMessage()).contains(TEXT);
  }

  /** Whether it is reached now: a host name that cannot be resolved then has no other message. */
  static boolean isReached() {
    try {
      new FileInputStream("/dev/null").close();
      return false;
    } catch (IOException e) {
      return causes(e);
    }
  }
}
