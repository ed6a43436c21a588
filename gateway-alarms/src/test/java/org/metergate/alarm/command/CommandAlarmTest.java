// SPDX-License-Identifier: Apache-2.0
package org.metergate.alarm.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metergate.alarm.AlarmAnswer;
import org.metergate.alarm.TestAlarm;
import org.metergate.config.ConfigException;
import org.metergate.testing.Await;

@EnabledOnOs(OS.LINUX)
class CommandAlarmTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Duration SHORT = Duration.ofMillis(500);

  @TempDir Path folder;

  private AlarmAnswer run(Duration limit, String... command) throws InterruptedException {
    return new CommandSender(List.of(command), ZoneOffset.UTC, limit)
        .send(TestAlarm.message("No reading; $(touch x) `id` | cat"));
  }

  private AlarmAnswer script(Duration limit, String script) throws InterruptedException {
    return run(limit, "/bin/sh", "-c", script);
  }

  private static String code(AlarmAnswer answer) {
    return answer instanceof AlarmAnswer.Failed failed ? failed.reason().code().id() : "";
  }

  @Test
  void givesTheTextOnStandardInputAndNothingToAShell() throws Exception {
    Path text = folder.resolve("text");
    assertEquals("", code(run(LIMIT, "/usr/bin/tee", text.toString(), folder + "/$(id)")));
    assertTrue(Files.readString(text).startsWith("attic: heat: No reading; $(touch x) `id` | cat"));
    assertTrue(Files.exists(folder.resolve("$(id)")));
  }

  @Test
  void theEnvironmentHasNothingOfTheProgram() throws Exception {
    Path names = folder.resolve("names");
    script(LIMIT, "env | cut -d= -f1 | sort | tr '\\n' ' ' > " + names);
    assertEquals(
        "LANG METERGATE_ALARM METERGATE_EVENT METERGATE_GATEWAY PATH PWD",
        Files.readString(names).replaceAll("\\b(HOME|OLDPWD|SHLVL|_)\\b ?", "").strip());
  }

  @Test
  void saysThatACommandFailsAndWhatItSaid() throws Exception {
    AlarmAnswer answer = script(LIMIT, "echo no network >&2; exit 7");
    assertEquals("alarm-command-failed", code(answer));
    assertEquals("7", ((AlarmAnswer.Failed) answer).reason().parameters().get("code"));
    assertEquals("no network", ((AlarmAnswer.Failed) answer).reason().parameters().get("said"));
  }

  @Test
  void acceptsACommandThatReadsNothing() throws Exception {
    for (int i = 0; i < 20; i++) {
      assertEquals("", code(script(LIMIT, "exec 0<&-; exit 0")));
    }
  }

  @Test
  void endsACommandThatNeverEndsWithAllThatItStarted() throws Exception {
    Path pids = folder.resolve("pids");
    String record = "echo $! >> " + pids + "; ";
    String orphan = "(sleep 300 & " + record + ") ; ";
    String child = "sleep 300 & " + record;
    String deaf = "trap '' TERM INT HUP; echo $$ >> " + pids + "; ";
    List<String> started = List.of();
    for (Duration limit = SHORT; started.size() < 3; limit = limit.multipliedBy(4)) {
      // on a busy machine a shell may not get far in a short time
      assertTrue(limit.compareTo(LIMIT) < 0, "it has started only " + started);
      Files.writeString(pids, "");
      AlarmAnswer answer = script(limit, deaf + orphan + child + "wait; sleep 300");
      assertEquals("alarm-command-endless", code(answer));
      started = Files.readAllLines(pids);
      for (String pid : started) {
        Await.until("process " + pid + " has ended", () -> hasEnded(pid));
      }
    }
  }

  /**
   * Also when no one has asked yet how it ended, which is up to the first process of the system.
   */
  private static boolean hasEnded(String pid) throws IOException {
    try {
      return Files.readString(Path.of("/proc", pid, "stat")).contains(") Z ");
    } catch (NoSuchFileException e) {
      return true;
    } catch (IOException e) {
      return !Files.exists(Path.of("/proc", pid)); // it ends while it is read
    }
  }

  @Test
  void doesNotWaitForAChildThatKeepsTheOutputOpen() throws Exception {
    long start = System.nanoTime();
    assertEquals("", code(script(LIMIT, "sleep 20 & exit 0")));
    assertTrue(System.nanoTime() - start < LIMIT.toNanos());
  }

  @Test
  void aCommandThatPrintsWithoutEndIsStopped() throws Exception {
    AlarmAnswer answer = run(LIMIT, "/usr/bin/yes", "more and more");
    assertEquals("alarm-command-failed", code(answer));
    assertTrue(((AlarmAnswer.Failed) answer).reason().parameters().get("said").length() <= 201);
  }

  @Test
  void saysWhyACommandCannotBeStarted() throws Exception {
    Path plain = Files.writeString(folder.resolve("plain"), "x");
    Path broken = Files.writeString(folder.resolve("broken"), "#!/no/such/shell\n");
    assertTrue(broken.toFile().setExecutable(true));
    assertEquals("alarm-not-started", code(run(LIMIT, folder.resolve("none").toString())));
    assertEquals("alarm-not-started", code(run(LIMIT, plain.toString())));
    assertEquals("alarm-not-started", code(run(LIMIT, folder.toString())));
    assertFalse(code(run(LIMIT, broken.toString())).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "command: notify",
        "command: /usr/bin/notify --title Meter",
        "command: []",
        "command: { a: b }",
        "command: [[a]]",
        "timeout: 3s"
      })
  void refusesWhatIsNoListOfWords(String line) {
    assertThrows(
        ConfigException.class,
        () -> TestAlarm.sender(new CommandAlarmType(), folder, "type: command", line));
  }
}
