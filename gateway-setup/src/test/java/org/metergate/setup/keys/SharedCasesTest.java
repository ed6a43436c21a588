// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Forms of keys that were collected elsewhere, where they are at hand. */
@Tag("captures")
class SharedCasesTest {

  private static Path file() {
    String set = System.getProperty("metergate.captures");
    if (set != null) {
      return Path.of(set).resolveSibling("first-hour").resolve("keys-cases.jsonl");
    }
    for (Path p = Path.of("").toAbsolutePath(); p != null; p = p.getParent()) {
      Path cases = p.resolve("shared/first-hour/keys-cases.jsonl");
      if (Files.isRegularFile(cases)) {
        return cases;
      }
    }
    return Path.of("shared/first-hour/keys-cases.jsonl");
  }

  private static Map<String, String> fields(String line) throws Exception {
    Map<String, String> fields = new HashMap<>();
    try (JsonParser json = new JsonFactory().createParser(line)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        fields.put(name, json.nextToken() == JsonToken.VALUE_NULL ? null : json.getText());
      }
    }
    return fields;
  }

  @Test
  void readsEachFormAsItIsMeant() throws Exception {
    Path file = file();
    Assumptions.assumeTrue(
        Files.isRegularFile(file), "the forms are not there: no " + file + " next to the checkout");
    List<String> wrong = new ArrayList<>();
    int count = 0;
    for (String line : Files.readAllLines(file)) {
      Map<String, String> expected = fields(line);
      KeyReading reading = KeyText.read(expected.get("text"));
      count++;
      if (!isRight(expected, reading)) {
        wrong.add(expected.get("name") + ": " + reading);
      }
    }
    assertEquals(List.of(), wrong);
    assertTrue(count >= 48, "only " + count + " forms");
  }

  private static boolean isRight(Map<String, String> expected, KeyReading reading) {
    boolean ordered = "order unknown".equals(expected.get("note"));
    String encryption = first(reading, ordered ? KeyRole.UNKNOWN : KeyRole.ENCRYPTION, 0);
    String authentication =
        ordered ? first(reading, KeyRole.UNKNOWN, 1) : first(reading, KeyRole.AUTHENTICATION, 0);
    if ("zero".equals(expected.get("note")) && authentication != null) {
      authentication = MeterKey.of(authentication).isZero() ? null : authentication;
    }
    return String.valueOf(expected.get("encryption")).equals(String.valueOf(encryption))
        && String.valueOf(expected.get("authentication")).equals(String.valueOf(authentication));
  }

  private static String first(KeyReading reading, KeyRole role, int index) {
    List<FoundKey> keys = reading.with(role);
    return keys.size() > index ? keys.get(index).key().reveal() : null;
  }
}
