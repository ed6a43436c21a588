// SPDX-License-Identifier: Apache-2.0
package org.metergate.testing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON as plain maps, lists, texts, {@code BigDecimal} numbers, booleans and nulls. */
public final class JsonTree {
  private JsonTree() {}

  /** Parses one object; anything else is an error. */
  @SuppressWarnings("unchecked")
  public static Map<String, Object> object(String text) {
    try (JsonParser json = new JsonFactory().createParser(text)) {
      json.nextToken();
      Map<String, Object> object = (Map<String, Object>) value(json);
      if (json.nextToken() != null) {
        throw new AssertionError("there is more text after the object: " + text);
      }
      return object;
    } catch (IOException | ClassCastException e) {
      throw new AssertionError("no JSON object: " + text, e);
    }
  }

  private static Object value(JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case START_OBJECT -> {
        Map<String, Object> object = new LinkedHashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
          String key = json.currentName();
          json.nextToken();
          if (object.put(key, value(json)) != null) {
            throw new AssertionError("the key " + key + " appears twice");
          }
        }
        yield object;
      }
      case START_ARRAY -> {
        List<Object> list = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
          list.add(value(json));
        }
        yield list;
      }
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getDecimalValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> json.getText();
    };
  }
}
