// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.testing.AnsweringServer;
import org.metergate.testing.Await;

@Timeout(60)
@EnabledOnOs(OS.LINUX)
class AlarmCommandTest {
  private static final String METER =
      "meters:\n  m: { driver: omnipower-dlms, link: \"emulator:omnipower\" }\n"
          + "journal: { path: j.db }\n";

  @TempDir Path folder;

  private String config(String alarms) throws Exception {
    return Files.writeString(folder.resolve("gateway.yaml"), METER + alarms).toString();
  }

  @Test
  void testsAnAlarmWithoutAGatewayAndSaysWhatTheOtherSideAnswered() throws Exception {
    String file =
        config(
            "alarms:\n"
                + "  good: { type: command, command: [/bin/cat] }\n"
                + "  bad: { type: command, command: [/bin/sh, -c, \"echo no net; exit 3\"] }\n");
    Run good = Run.of("alarm", "test", "good", "-c", file).ends(0);
    assertTrue(good.out().contains("ended with exit code 0; it said: "), good.out());
    assertTrue(good.out().contains("This is a test of the alarm good of "), good.out());
    Run bad = Run.of("alarm", "test", "bad", "-c", file).ends(1);
    assertTrue(bad.err().contains("ended with exit code 3"), bad.err());
    assertTrue(bad.err().contains("it said: no net."), bad.err());
    Run.of("alarm", "test", "goood", "-c", file)
        .refuses(2, "There is no alarm 'goood'; did you mean 'good'?");
    Run.of("alarm", "try", "good", "-c", file)
        .refuses(2, "ACTION must be test or list, not 'try'.");
    assertEquals(
        "good (command)\nbad (command)\n", Run.of("alarm", "list", "-c", file).ends(0).out());
  }

  @Test
  void namesEveryMistakeInAlarmsWithItsPlaceAndNoSecret() throws Exception {
    String file =
        config(
            "alarms:\n"
                + "  a: { type: url, url: \"https://h/Zz9QkPw7712abc\", tokn: Zz9QkPw7712abd }\n"
                + "  b: { type: mial }\n"
                + "  c: { type: command, command: notify, when: { silent: [n], aftr: 5min } }\n");
    Run run = Run.of("check", "-c", file).ends(2);
    assertTrue(run.err().contains(":5: alarms.a.tokn: "), run.err());
    assertTrue(run.err().contains(":6: alarms.b.type: There is no type of alarm"), run.err());
    assertTrue(run.err().contains(":7: alarms.c.when.silent: There is no meter 'n'"), run.err());
    assertTrue(run.err().contains(":7: alarms.c.when.aftr: "), run.err());
    assertTrue(run.err().contains(":7: alarms.c.command: "), run.err());
    assertFalse(run.err().contains("Zz9QkPw"), run.err());
  }

  @Test
  void theRunningGatewaySendsTheTestAndHealthShowsTheAlarm() throws Exception {
    try (AnsweringServer server = new AnsweringServer()) {
      String file = config("alarms:\n  hook: { type: url, url: \"" + server.url() + "\" }\n");
      try (LiveRun run = new LiveRun("run", "-c", file)) {
        Await.until(
            "the gateway answers",
            () -> Run.of("status", "-c", file).out().contains("good      alarm hook (url)"));
        Run.of("alarm", "test", "hook", "-c", file).ends(0);
        assertTrue(server.requests().get(0).body().contains("\"event\":\"test\""));
        server.answer(500, "no");
        Run.of("alarm", "test", "hook", "-c", file).ends(1);
        String status = Run.of("status", "-c", file).out();
        assertTrue(status.contains("attention alarm hook (url): nothing waits"), status);
        config("alarms: {}\n");
        Run reload = Run.of("reload", "-c", file).ends(0);
        assertTrue(reload.out().contains("Alarms: stopped hook; 0 unchanged."), reload.out());
        run.stop().ends(1);
      }
    }
  }
}
