// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower.captures;

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
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.metergate.spi.codec.Hex;
import org.metergate.spi.codec.MalformedException;

/** Finds the folder of captured frames: system property {@code metergate.captures}, or upwards. */
final class Captures {
  private final Path folder;

  private Captures(Path folder) {
    this.folder = folder;
  }

  static Captures orSkip() {
    Optional<Path> found = find();
    Assumptions.assumeTrue(
        found.isPresent(),
        "captured frames are not there: no ../shared/captures/dlms next to the repository, and"
            + " -Dmetergate.captures is not set");
    return new Captures(found.get());
  }

  private static Optional<Path> find() {
    String set = System.getProperty("metergate.captures");
    if (set != null) {
      return Optional.of(Path.of(set, "dlms"));
    }
    for (Path p = Path.of("").toAbsolutePath(); p != null; p = p.getParent()) {
      Path folder = p.resolve("shared/captures/dlms");
      if (Files.isDirectory(folder)) {
        return Optional.of(folder);
      }
    }
    return Optional.empty();
  }

  byte[] frame(String name) throws IOException, MalformedException {
    return Hex.parse(Files.readString(folder.resolve(name + ".hex")));
  }

  /** All files of another folder of captures, as bytes by name. */
  Map<String, byte[]> others(String name) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (Stream<Path> all = Files.list(folder.resolveSibling(name))) {
      for (Path file : all.sorted().toList()) {
        files.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    return files;
  }

  /** A file of another folder of captures, as text. */
  String text(String name, String file) throws IOException {
    Path path = folder.resolveSibling(name).resolve(file);
    Assumptions.assumeTrue(Files.exists(path), () -> "no " + path);
    return Files.readString(path);
  }

  /** The output of the independent decoder, as maps, lists, texts and numbers. */
  Map<String, Object> expected() throws IOException {
    try (JsonParser json =
        new JsonFactory().createParser(folder.resolve("expected.json").toFile())) {
      json.nextToken();
      return object(json);
    }
  }

  private static Object value(JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case START_OBJECT -> object(json);
      case START_ARRAY -> array(json);
      case VALUE_NUMBER_INT -> json.getLongValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> json.getText();
    };
  }

  private static Map<String, Object> object(JsonParser json) throws IOException {
    Map<String, Object> map = new LinkedHashMap<>();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      map.put(name, value(json));
    }
    return map;
  }

  private static List<Object> array(JsonParser json) throws IOException {
    List<Object> list = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      list.add(value(json));
    }
    return list;
  }
}
