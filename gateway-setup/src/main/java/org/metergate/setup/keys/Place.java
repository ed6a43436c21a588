// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.keys;

/**
 * A place in the text as it was given.
 *
 * @param line 1 or more; 0 for a list of keys that has no lines.
 * @param column of the first character, 1 or more; in a list the number of the key.
 */
public record Place(int line, int column) {

  /**
   * Returns the place for people.
   *
   * @return for example {@code line 3, character 7}.
   */
  @Override
  public String toString() {
    return line == 0 ? "key " + column + " of the file" : "line " + line + ", character " + column;
  }
}
