// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.homeassistant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The templates in the real Jinja, with the variables that Home Assistant provides. */
@Tag("client")
@Timeout(60)
class TemplatesTest {
  private static final String PROGRAM =
      """
      import json, sys, jinja2
      template, message, state = sys.argv[1:4]
      given = {'value_json': json.loads(message), 'this': {'state': state}}
      print(jinja2.Environment().from_string(template).render(given), end='')
      """;

  @BeforeAll
  static void findJinja() throws Exception {
    assumeTrue(
        run(List.of("python3", "-c", "import jinja2")).code() == 0,
        "Jinja is not installed (package python3-jinja2): this test is skipped.");
  }

  @Test
  void takesANumberOutOfAReading() throws Exception {
    String template = Templates.number("24_hours");
    assertEquals("913.5", render(template, "{\"24_hours\":913.5}", "unknown"));
    assertEquals("0", render(template, "{\"24_hours\":0}", "unknown"), "a measured 0 is a 0");
  }

  @Test
  void leavesANumberAloneThatAReadingLacks() throws Exception {
    assertEquals("", render(Templates.number("power_import"), "{\"seq\":1}", "250"));
  }

  @Test
  void leavesATextAsItWasWhereAReadingLacksIt() throws Exception {
    String template = Templates.text("meter_number");
    assertEquals("007", render(template, "{\"meter_number\":\"007\"}", "unknown"));
    assertEquals("007", render(template, "{\"seq\":1}", "007"));
    assertEquals("None", render(template, "{\"seq\":1}", "unknown"));
    assertEquals("None", render(template, "{\"seq\":1}", "unavailable"));
    assertEquals("16", render(template, "{\"meter_number\":16}", "unknown"));
  }

  @Test
  void cutsATextThatHomeAssistantWouldRefuse() throws Exception {
    String message = "{\"text_message\":\"" + "x".repeat(2000) + "\"}";
    assertEquals(255, render(Templates.text("text_message"), message, "unknown").length());
  }

  @Test
  void readsTheGatewaysHealth() throws Exception {
    String health =
        "{\"well\":false,\"verdict\":\"There is no device.\",\"meters\":[{\"meter\":\"main\","
            + "\"well\":true,\"lastReading\":\"2026-11-20T12:00:00Z\"},{\"meter\":\"heat-1\","
            + "\"well\":false,\"lastReading\":null}],"
            + "\"outputs\":[{\"output\":\"home\",\"queued\":0}]}";
    assertEquals("There is no device.", render(Templates.verdict(), health, ""));
    assertEquals("OFF", render(Templates.problem("main"), health, ""));
    assertEquals("ON", render(Templates.problem("heat-1"), health, ""));
    assertEquals("", render(Templates.problem("gone"), health, ""));
    assertEquals("2026-11-20T12:00:00Z", render(Templates.lastTelegram("main"), health, ""));
    assertEquals("None", render(Templates.lastTelegram("heat-1"), health, ""));
    assertEquals("None", render(Templates.lastTelegram("gone"), health, ""));
    assertEquals("0", render(Templates.queued("home"), health, ""));
    assertEquals("", render(Templates.queued("gone"), health, ""));
  }

  private static String render(String template, String message, String state) throws Exception {
    Said said = run(List.of("python3", "-c", PROGRAM, template, message, state));
    assertEquals(0, said.code(), said.text());
    return said.text();
  }

  private record Said(int code, String text) {}

  private static Said run(List<String> command) throws Exception {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Said(process.waitFor(), text);
    } catch (IOException e) {
      return new Said(-1, e.getMessage());
    }
  }
}
