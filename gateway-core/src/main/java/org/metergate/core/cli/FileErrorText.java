// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.metergate.output.NetworkFailure;

/** Gives the reason why a file could not be read or written. */
final class FileErrorText {
  private FileErrorText() {}

  /** Returns the second half of a sentence: what follows "cannot be read:". */
  static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "there is no such file or folder";
    }
    if (e instanceof AccessDeniedException) {
      return "this user has no permission";
    }
    if (NetworkFailure.isTooManyFiles(e)) {
      return NetworkFailure.TOO_MANY_FILES;
    }
    String reason = e instanceof FileSystemException file ? file.getReason() : e.getMessage();
    return reason == null ? e.getClass().getSimpleName() : reason;
  }
}
