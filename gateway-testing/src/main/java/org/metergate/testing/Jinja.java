// SPDX-License-Identifier: Apache-2.0
package org.metergate.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The real Jinja, with the variables that Home Assistant gives a template of an MQTT sensor. */
public final class Jinja {
  private static final char END = '\u0000';

  private static final String PROGRAM =
      """
      import json, sys, jinja2
      environment = jinja2.Environment()
      for template, message, state in json.load(sys.stdin):
          given = {'value_json': json.loads(message), 'this': {'state': state}}
          sys.stdout.write(environment.from_string(template).render(given) + chr(0))
      """;

  /**
   * A template to be rendered.
   *
   * @param template as in a discovery message.
   * @param message the JSON object that came.
   * @param state the sensor's state before.
   */
  public record Rendering(String template, String message, String state) {}

  private Jinja() {}

  /**
   * Skips the test where Jinja is not installed.
   *
   * @throws InterruptedException when the test is stopped.
   */
  public static void assumeInstalled() throws InterruptedException {
    boolean installed;
    try {
      installed = new ProcessBuilder("python3", "-c", "import jinja2").start().waitFor() == 0;
    } catch (IOException e) {
      installed = false;
    }
    assumeTrue(installed, "Jinja is not installed (package python3-jinja2): this test is skipped.");
  }

  /**
   * Renders templates.
   *
   * @param renderings any number.
   * @return what each of them becomes, in the same order.
   * @throws Exception when Jinja refuses one.
   */
  public static List<String> render(List<Rendering> renderings) throws Exception {
    Process process =
        new ProcessBuilder("python3", "-c", PROGRAM)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (JsonGenerator json = new JsonFactory().createGenerator(process.getOutputStream())) {
      json.writeStartArray();
      for (Rendering one : renderings) {
        json.writeArray(new String[] {one.template(), one.message(), one.state()}, 0, 3);
      }
      json.writeEndArray();
    }
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError("Jinja refuses a template");
    }
    return List.of(text.split(String.valueOf(END), -1)).subList(0, renderings.size());
  }
}
