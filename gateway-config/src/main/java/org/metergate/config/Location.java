// SPDX-License-Identifier: Apache-2.0
package org.metergate.config;

import java.nio.file.Path;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
   * Says with other words where something is, for a file that was made from something else.
   *
   * @param line made by {@link #problem}, or any other.
   * @param file of which it may be said.
   * @param places returns where people find what is at a location of the file.
   * @return the line, unchanged if it does not begin with a location in the file.
   */
  public static String reworded(String line, Path file, Function<Location, String> places) {
    String name = Pattern.quote(Shown.printable(file.toString()));
    Matcher said =
        Pattern.compile(name + "(?::(\\d{1,9}))?(?:: ([^\\s:]+))?: (.*)", Pattern.DOTALL)
            .matcher(line);
    if (!said.matches()) {
      return line;
    }
    int number = said.group(1) == null ? 0 : Integer.parseInt(said.group(1));
    String path = said.group(2) == null ? "" : said.group(2);
    return places.apply(new Location(file, number, path)) + ": " + said.group(3);
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
