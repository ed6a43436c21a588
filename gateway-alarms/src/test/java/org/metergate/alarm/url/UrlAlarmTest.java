// SPDX-License-Identifier: Apache-2.0
package org.metergate.alarm.url;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metergate.alarm.AlarmAnswer;
import org.metergate.alarm.AlarmSender;
import org.metergate.alarm.TestAlarm;
import org.metergate.config.ConfigException;
import org.metergate.config.GatewayConfig;
import org.metergate.testing.AnsweringServer;
import org.metergate.testing.AnsweringServer.Answer;

class UrlAlarmTest {
  @TempDir Path folder;

  private AlarmSender sender(String url, String... more) throws Exception {
    String[] lines = new String[more.length + 2];
    lines[0] = "type: url";
    lines[1] = "url: " + url;
    System.arraycopy(more, 0, lines, 2, more.length);
    return TestAlarm.sender(new UrlAlarmType(), folder, lines);
  }

  @Test
  void postsTheDocumentedFieldsWithTheTokenInTheHeaderAlone() throws Exception {
    Files.writeString(folder.resolve("token"), "tk_9f3kd02jf8\n");
    try (AnsweringServer server = new AnsweringServer()) {
      AlarmSender sender = sender(server.url() + "/hook", "token: !file token");
      AlarmAnswer answer = sender.send(TestAlarm.message("No reading has come for 30 min."));
      assertTrue(answer instanceof AlarmAnswer.Accepted, answer.toString());
      AnsweringServer.Request request = server.requests().get(0);
      assertEquals("Bearer tk_9f3kd02jf8", request.header("Authorization"));
      assertEquals("application/json", request.header("Content-type"));
      assertEquals(
          "{\"id\":\"attic.phone.silent-heat.begin.1767793640000\",\"gateway\":\"attic\","
              + "\"alarm\":\"phone\",\"event\":\"begin\",\"kind\":\"silent\",\"meter\":\"heat\","
              + "\"output\":null,\"sentence\":\"No reading has come for 30 min.\","
              + "\"next\":\"Look at the cable.\",\"since\":\"2026-01-07T13:17:20Z\","
              + "\"time\":\"2026-01-07T13:47:20Z\",\"suppressed\":2}",
          request.body());
    }
  }

  @Test
  void postsAPlainTextForServicesThatShowItAsItIs() throws Exception {
    try (AnsweringServer server = new AnsweringServer()) {
      sender(server.url(), "format: text").send(TestAlarm.message("No reading."));
      assertEquals(
          "attic: heat: No reading.\n\nheat: No reading.\nWhat to do: Look at the cable.\n"
              + "Since 2026-01-07 13:17.\n"
              + "It changed 2 times before that without a message, since one an hour is sent at"
              + " most.\n\nGateway attic\n",
          server.requests().get(0).body());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "200, ''",
    "204, ''",
    "400, alarm-refused",
    "401, alarm-login-refused",
    "403, alarm-login-refused",
    "404, alarm-refused",
    "413, alarm-refused",
    "302, alarm-busy",
    "429, alarm-busy",
    "500, alarm-busy"
  })
  void saysWhatAnAnswerMeans(int status, String code) throws Exception {
    try (AnsweringServer server = new AnsweringServer()) {
      server.answer(any -> new Answer(status, "because", Map.of()));
      AlarmAnswer answer = sender(server.url()).send(TestAlarm.message("x"));
      assertEquals(
          code, answer instanceof AlarmAnswer.Failed failed ? failed.reason().code().id() : "");
    }
  }

  @Test
  void neverShowsTheAddressOfAWebhookNorWhatAnAnswerRepeatsOfIt() throws Exception {
    String secret = "T02ab9KQx77/bZ81kk2mmQ0aa91";
    try (AnsweringServer server = new AnsweringServer()) {
      server.answer(any -> new Answer(404, "no " + any.address(), Map.of()));
      AlarmAnswer answer = sender(server.url() + "/" + secret).send(TestAlarm.message("x"));
      String said = ((AlarmAnswer.Failed) answer).reason().toString();
      GatewayConfig config = GatewayConfig.load(folder.resolve("gateway.yaml"));
      new UrlAlarmType().create(config.alarms().get(0), java.time.ZoneOffset.UTC);
      String shown = config.source().redaction().hide(said);
      assertTrue(said.contains("bZ81kk2mmQ0aa91"), said);
      assertFalse(shown.contains("bZ81kk"), shown);
    }
  }

  @ParameterizedTest
  @CsvSource({"ftp://example.org/x", "https://anna:pw123456@example.org/", "'example.org'"})
  void refusesAnAddressThatIsNone(String url) {
    assertThrows(ConfigException.class, () -> sender(url));
  }
}
