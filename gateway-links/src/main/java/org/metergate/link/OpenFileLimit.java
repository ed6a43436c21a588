// SPDX-License-Identifier: Apache-2.0
package org.metergate.link;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** The limit of open files of the process and of the system, as links see it. */
final class OpenFileLimit {
  /** EMFILE in errno.h of Linux. */
  static final int OF_PROCESS = 24;

  /** ENFILE in errno.h of Linux. */
  static final int OF_SYSTEM = 23;

  static final String SENTENCE =
      "This program has too many files open; 'ulimit -n', or LimitNOFILE= of its systemd service,"
          + " allows more.";

  /** A program that may open so many files more has not reached it. */
  private static final int SPARE = 4;

  private static final String TEXT = "Too many open files";

  private OpenFileLimit() {}

  /** Whether it is the reason of an exception of the platform. */
  static boolean causes(Exception e) {
    return String.valueOf(e.getMessage()).contains(TEXT);
  }

  /**
   * Whether it is reached now, or was a moment ago: a host name that cannot be resolved then has no
   * other message. The runtime opens a file of the system for a moment now and then, so one more
   * that can be opened says nothing.
   */
  static boolean isReached() {
    List<InputStream> opened = new ArrayList<>();
    try {
      while (opened.size() < SPARE) {
        opened.add(new FileInputStream("/dev/null"));
      }
      return false;
    } catch (IOException e) {
      return causes(e);
    } finally {
      opened.forEach(OpenFileLimit::close);
    }
  }

  private static void close(InputStream opened) {
    try {
      opened.close();
    } catch (IOException e) {
      // nothing was written
    }
  }
}
