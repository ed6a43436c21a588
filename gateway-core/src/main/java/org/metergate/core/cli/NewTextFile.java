// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A text file that appears whole or not at all, and never replaces another. */
final class NewTextFile {
  private NewTextFile() {}

  /**
   * Writes the lines to a file in the same folder, then gives it the name; ends the command if it
   * cannot.
   */
  static void write(Path file, List<String> lines) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      Path whole = Files.createTempFile(folder, ".metergate", ".new");
      try {
        Files.write(whole, lines);
        // a link fails where the name has appeared meanwhile, which a move does not
        Files.createLink(file, whole);
      } finally {
        Files.deleteIfExists(whole);
      }
    } catch (FileAlreadyExistsException e) {
      throw new CommandException(
          CommandException.USAGE, file + " exists already; --write never overwrites a file.");
    } catch (IOException | UnsupportedOperationException e) {
      String reason =
          e instanceof IOException io ? FileErrorText.reason(io) : "its folder has no links";
      throw new CommandException(
          CommandException.FAULT, file + " cannot be written: " + reason + ".");
    }
  }
}
