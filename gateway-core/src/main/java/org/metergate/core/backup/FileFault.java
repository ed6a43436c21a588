// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.backup;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why a file cannot be used, in words for people. */
final class FileFault {
  private FileFault() {}

  static String reason(IOException e) {
    String system =
        e instanceof FileSystemException file && file.getReason() != null
            ? file.getReason()
            : String.valueOf(e.getMessage());
    if (e instanceof AccessDeniedException) {
      return "this user may not";
    } else if (e instanceof NoSuchFileException) {
      return "there is no such file or folder";
    } else if (e instanceof FileAlreadyExistsException) {
      return "it exists already";
    } else if (system.contains("No space left")) {
      return "there is no space left on its disk";
    } else if (system.contains("Read-only")) {
      return "its disk is read-only";
    }
    return system;
  }
}
