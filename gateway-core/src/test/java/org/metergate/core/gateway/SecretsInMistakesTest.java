// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.config.ConfigDraft;
import org.metergate.config.ConfigException;
import org.metergate.core.plugin.Plugins;
import org.metergate.time.SystemTime;

/** Mistakes anywhere in a configuration with keys, none of whose sentences repeats one. */
class SecretsInMistakesTest {
  private static final List<String> KEYS =
      List.of("5AD84121D9D20B364B7A11F3C1B5827F", "AFB3F93E3E7204EDB3C27F96DBD51AE0");
  private static final List<String> PASSWORDS =
      List.of("Sommer!2024wien", "geheimWort99", "tok_Zx8Qw3Rt7Yp1Lm5", "Q7uiet/Place");

  private static final String CONFIGURATION =
      """
      gateway: { name: house, time-zone: Europe/Copenhagen }
      meters:
        electricity:
          driver: omnipower-dlms
          link: serial:/dev/ttyUSB0
          options:
            encryption-key: 5AD84121D9D20B364B7A11F3C1B5827F
            authentication-key: "AF B3 F9 3E 3E 72 04 ED B3 C2 7F 96 DB D5 1A E0"
        emulated:
          driver: omnipower-dlms
          link: "emulator:omnipower?encryption-key=5AD84121D9D20B364B7A11F3C1B5827F&sed=5"
          options: { encryption-key: 5AD84121D9D20B364B7A11F3C1B5827F }
      outputs:
        broker:
          type: mqtt
          url: mqtt://broker:1883
          username: metergate
          password: Sommer!2024wien
        database:
          type: influxdb
          url: http://server:8086
          database: meters
          username: me
          password: "geheimWort99"
        cloud: { type: http, url: "http://cloud:80/in", token: tok_Zx8Qw3Rt7Yp1Lm5, every: 1min }
        web: { type: http, url: "http://me:Q7uiet%2FPlace@cloud/in" }
      journal:
        path: journal.db
      web: { listen: "127.0.0.1:8080" }
      """;

  @TempDir Path folder;
  private final Plugins plugins = Plugins.load(getClass().getClassLoader());

  @Test
  void noMutationMakesASentenceRepeatASecret() throws Exception {
    int refused = 0;
    List<String> leaks = new ArrayList<>();
    for (int seed = 0; seed < 3000; seed++) {
      Random random = new Random(seed);
      String text = CONFIGURATION;
      for (int i = random.nextInt(3); i >= 0; i--) {
        text = mutated(text, random);
      }
      List<String> sentences = sentences(text);
      refused += sentences.isEmpty() ? 0 : 1;
      for (String sentence : sentences) {
        if (repeatsSecret(sentence)) {
          leaks.add("seed " + seed + ": " + sentence);
        }
      }
    }
    assertEquals(List.of(), leaks);
    assertTrue(refused > 2500, refused + " were refused");
  }

  private List<String> sentences(String text) throws Exception {
    Path file = Files.writeString(folder.resolve("gateway.yaml"), text);
    List<String> sentences = new ArrayList<>();
    try {
      ConfigDraft draft = ConfigDraft.read(file);
      GatewayPlan.from(draft, plugins, new SystemTime());
      sentences.addAll(draft.config().warnings());
      draft.problems().throwIfAny();
    } catch (ConfigException e) {
      sentences.addAll(e.problems());
    }
    return sentences.stream().map(line -> line.replace(folder.toString(), "")).toList();
  }

  private static boolean repeatsSecret(String sentence) {
    String digits = sentence.replaceAll("[\\s:_-]", "").toUpperCase(Locale.ROOT);
    return KEYS.stream().anyMatch(key -> contains(digits, key, 8))
        || PASSWORDS.stream().anyMatch(password -> contains(sentence, password, 6));
  }

  private static boolean contains(String text, String secret, int part) {
    for (int i = 0; i + part <= secret.length(); i++) {
      if (text.contains(secret.substring(i, i + part))) {
        return true;
      }
    }
    return false;
  }

  /** Makes a mistake as people, editors and copying programs make it. */
  private static String mutated(String text, Random random) {
    int at = random.nextInt(text.length());
    List<String> lines = new ArrayList<>(text.lines().toList());
    int line = random.nextInt(lines.size());
    return switch (random.nextInt(10)) {
      case 0 -> text.substring(0, at) + text.substring(at + 1);
      case 1 -> text.substring(0, at) + text.charAt(at) + text.substring(at);
      case 2 -> text.substring(0, at) + (char) (32 + random.nextInt(95)) + text.substring(at);
      case 3 -> text.substring(0, at) + "\n" + " ".repeat(random.nextInt(9)) + text.substring(at);
      case 4 -> {
        String moved = lines.remove(line);
        lines.add(random.nextInt(lines.size() + 1), moved);
        yield String.join("\n", lines) + "\n";
      }
      case 5 -> {
        lines.set(line, " ".repeat(random.nextInt(7)) + lines.get(line).strip());
        yield String.join("\n", lines) + "\n";
      }
      case 6 -> {
        lines.set(line, lines.get(line).replaceFirst(": ?", random.nextBoolean() ? " " : ""));
        yield String.join("\n", lines) + "\n";
      }
      case 7 -> {
        lines.set(line, lines.get(line).replaceAll("[\"']", ""));
        yield String.join("\n", lines) + "\n";
      }
      case 8 -> text.substring(0, Math.max(20, at));
      default -> {
        String name = lines.get(line).strip().split(":", 2)[0];
        lines.set(line, lines.get(line).replace(name, ""));
        yield String.join("\n", lines) + "\n";
      }
    };
  }
}
