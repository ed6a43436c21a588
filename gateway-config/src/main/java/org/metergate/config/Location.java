// SPDX-License-Identifier: Apache-2.0
package org.metergate.config;

import java.nio.file.Path;

/**
 * The location of a key, for errors that are found after the file was read: an unknown driver, a
 * wrong option.
 *
 * @param file the configuration, as named by the user who started the program.
 * @param line from 1; 0 for the whole file.
 * @param path the keys from the root, joined by dots; empty for the file itself.
 */
public record Location(Path file, int line, String path) {

  /**
   * Puts the location in front of a sentence.
   *
   * @param sentence what is wrong there and what would be right; never the value of a secret.
   * @return for example {@code gateway.yaml:7: meters.electricity.driver: There is no driver ...}.
   */
  public String problem(String sentence) {
    StringBuilder text = new StringBuilder(Shown.printable(file.toString()));
    if (line > 0) {
      text.append(':').append(line);
    }
    if (!path.isEmpty()) {
      text.append(": ").append(path);
    }
    return (text.isEmpty() ? text : text.append(": ")).append(Shown.line(sentence)).toString();
  }

  /**
   * Returns the location of a key below this one; a key that may be a misplaced secret is not
   * shown.
   */
  Location below(String key, int line) {
    String shown = Document.shown(key);
    return new Location(file, line, path.isEmpty() ? shown : path + "." + shown);
  }
}
