// SPDX-License-Identifier: Apache-2.0
package org.metergate.kit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metergate.spi.codec.Hex;
import org.metergate.spi.codec.MalformedException;

/**
 * A captured stream with the readings and findings expected from it, as a text file that a person
 * can check:
 *
 * <pre>
 * # where it was captured, with which firmware
 * option energy-scale 10
 * 7EA0E22B21139 ...                 # hexadecimal digits; a comment may follow
 * reading 5706567000000000 -
 * 1.1.1.7.0.255 power_import 1536 W raw 1536
 * finding not-authenticated {title=4B414D4501234567}
 * </pre>
 *
 * <p>From the first line that begins with {@code reading} or {@code finding} on, the lines are the
 * expected result in the form of {@link Vectors#text}.
 *
 * @param options of the driver, by name.
 * @param bytes the stream.
 * @param expected the expected lines, without comments and empty ones.
 */
public record Vector(Map<String, String> options, byte[] bytes, List<String> expected) {

  /**
   * Parses the file.
   *
   * @param lines the lines of the file.
   * @return the vector.
   * @throws MalformedException that names the line that is neither an option nor hexadecimal
   *     digits.
   */
  public static Vector parse(List<String> lines) throws MalformedException {
    Map<String, String> options = new LinkedHashMap<>();
    List<byte[]> pieces = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      if (!expected.isEmpty() || line.startsWith("reading ") || line.startsWith("finding ")) {
        expected.add(line);
      } else if (line.startsWith("option ")) {
        String[] words = line.split("\\s+", 3);
        options.put(words[1], words.length == 3 ? words[2] : "");
      } else {
        pieces.add(bytes(line, i + 1));
      }
    }
    return new Vector(options, TransmissionErrors.join(pieces.toArray(new byte[0][])), expected);
  }

  private static byte[] bytes(String line, int number) throws MalformedException {
    int comment = line.indexOf('#');
    try {
      return Hex.parse(comment < 0 ? line : line.substring(0, comment));
    } catch (MalformedException e) {
      throw new MalformedException("line " + number + ": " + e.getMessage());
    }
  }
}
