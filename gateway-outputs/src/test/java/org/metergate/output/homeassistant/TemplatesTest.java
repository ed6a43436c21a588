// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.homeassistant;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.metergate.testing.Jinja;

/** The templates in the real Jinja, with the variables that Home Assistant provides. */
@Tag("client")
@Timeout(60)
class TemplatesTest {
  @BeforeAll
  static void findJinja() throws Exception {
    Jinja.assumeInstalled();
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
  void takesANumberOutOfTheMessagesOfItsMeterAlone() throws Exception {
    for (String meter : List.of("37700720", "KAM 1/2", "o'\\n\"{{ 7 }}%}", "5µ\ud83d\ude00")) {
      String template = Templates.numberOf(meter, "energy_import");
      String id = meter.replace("\\", "\\\\").replace("\"", "\\\"");
      String own = "{\"meter_id\":\"" + id + "\",\"energy_import\":913.5}";
      assertEquals("913.5", render(template, own, "unknown"), meter);
      assertEquals("", render(template, own.replace("energy", "x"), "1"), meter);
      assertEquals("", render(template, own.replace(id, id + "1"), "1"), meter);
      assertEquals("", render(template, "{\"energy_import\":913.5}", "1"), meter);
    }
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
    return Jinja.render(List.of(new Jinja.Rendering(template, message, state))).get(0);
  }
}
