// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parts of a page of the documents that come from the program, each between two markers. With the
 * property {@code metergate.renew} they are written instead of compared.
 */
public final class GeneratedParts {
  private GeneratedParts() {}

  /**
   * Compares the parts of a page with what they should be, or writes them.
   *
   * @param page a file with markers.
   * @param test the calling class, which the markers name.
   * @param parts by their names.
   * @throws IOException where the page cannot be read or written.
   */
  public static void check(Path page, Class<?> test, Map<String, String> parts) throws IOException {
    String renew =
        "mvn -pl gateway-core -am test -Dtest="
            + test.getSimpleName()
            + " -Dsurefire.failIfNoSpecifiedTests=false -Dmetergate.renew=true";
    String written = Files.readString(page);
    String renewed = written;
    for (Map.Entry<String, String> part : parts.entrySet()) {
      Matcher place = marked(part.getKey()).matcher(renewed);
      assertTrue(place.find(), "no part " + part.getKey());
      String begin =
          "<!-- generated part '" + part.getKey() + "', renewed by: " + renew + " -->\n\n";
      String end = "\n\n<!-- end of '" + part.getKey() + "' -->";
      renewed = place.replaceFirst(Matcher.quoteReplacement(begin + part.getValue() + end));
    }
    if (Boolean.getBoolean("metergate.renew")) {
      Files.writeString(page, renewed);
    } else {
      assertEquals(
          Optional.empty(),
          firstDifference(written, renewed),
          page + " differs from the sentences of the program; renew it by: " + renew);
    }
  }

  private static Pattern marked(String part) {
    return Pattern.compile(
        "<!-- generated part '" + part + "'.*?-->.*?<!-- end of '" + part + "' -->",
        Pattern.DOTALL);
  }

  /** A whole page in the message of a failure would hide the line that matters. */
  private static Optional<String> firstDifference(String written, String renewed) {
    List<String> is = written.lines().toList();
    List<String> shall = renewed.lines().toList();
    for (int i = 0; i < Math.max(is.size(), shall.size()); i++) {
      String one = i < is.size() ? is.get(i) : "the end";
      String other = i < shall.size() ? shall.get(i) : "the end";
      if (!one.equals(other)) {
        return Optional.of("line " + (i + 1) + " is: " + one + "\nand shall be: " + other);
      }
    }
    return Optional.empty();
  }
}
