// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.telegram.captures;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.metergate.spi.codec.Hex;
import org.metergate.spi.codec.MalformedException;

/** Finds the captured telegrams: system property {@code metergate.captures}, or upwards. */
public final class Captures {
  private Captures() {}

  /** The folder with the telegrams and with what another decoder found in them. */
  public static Path orSkip() {
    Optional<Path> found = find();
    Assumptions.assumeTrue(
        found.isPresent(),
        "captured telegrams are not there: no ../shared/captures/mbus next to the repository, and"
            + " -Dmetergate.captures is not set");
    return found.get();
  }

  /** What the other decoder found: for each file a list with one map for each frame. */
  static Map<String, Object> expected(Path folder) throws IOException {
    try (JsonParser json =
        new JsonFactory().createParser(folder.resolve("expected.json").toFile())) {
      json.nextToken();
      return object(json);
    }
  }

  /** The frames of a file: hexadecimal, a blank line between them. */
  static List<byte[]> frames(Path file) throws IOException, MalformedException {
    StringBuilder text = new StringBuilder();
    for (String line : Files.readAllLines(file)) {
      text.append(line.startsWith("#") ? "" : line.strip() + "\n");
    }
    List<byte[]> frames = new ArrayList<>();
    for (String frame : text.toString().strip().split("\n\n+")) {
      frames.add(Hex.parse(frame));
    }
    return frames;
  }

  private static Map<String, Object> object(JsonParser json) throws IOException {
    Map<String, Object> members = new LinkedHashMap<>();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      members.put(name, value(json));
    }
    return members;
  }

  private static Object value(JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case START_OBJECT -> object(json);
      case START_ARRAY -> {
        List<Object> all = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
          all.add(value(json));
        }
        yield all;
      }
      case VALUE_NUMBER_INT -> json.getLongValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> json.getText();
    };
  }

  private static Optional<Path> find() {
    String set = System.getProperty("metergate.captures");
    if (set != null) {
      return Optional.of(Path.of(set, "mbus")).filter(Files::isDirectory);
    }
    for (Path p = Path.of("").toAbsolutePath(); p != null; p = p.getParent()) {
      Path folder = p.resolve("shared/captures/mbus");
      if (Files.isDirectory(folder)) {
        return Optional.of(folder);
      }
    }
    return Optional.empty();
  }
}
