// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical.captures;

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

/** Finds the captured exchanges: system property {@code metergate.captures}, or upwards. */
final class Cases {
  private Cases() {}

  /** One map of texts for each exchange. */
  static List<Map<String, String>> orSkip() throws IOException {
    Optional<Path> found = find();
    Assumptions.assumeTrue(
        found.isPresent(),
        "captured exchanges are not there: no ../shared/captures/kmp next to the repository, and"
            + " -Dmetergate.captures is not set");
    List<Map<String, String>> cases = new ArrayList<>();
    try (JsonParser json = new JsonFactory().createParser(found.get().toFile())) {
      json.nextToken();
      while (json.nextToken() == JsonToken.START_OBJECT) {
        Map<String, String> one = new LinkedHashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
          String name = json.currentName();
          json.nextToken();
          one.put(name, json.getText());
        }
        cases.add(one);
      }
    }
    return cases;
  }

  private static Optional<Path> find() {
    String set = System.getProperty("metergate.captures");
    if (set != null) {
      return Optional.of(Path.of(set, "kmp/cases.json"));
    }
    for (Path p = Path.of("").toAbsolutePath(); p != null; p = p.getParent()) {
      Path file = p.resolve("shared/captures/kmp/cases.json");
      if (Files.isRegularFile(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }
}
