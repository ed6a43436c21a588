// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.metergate.spi.time.TimeSource;
import org.metergate.testing.LogTap;
import org.metergate.time.VirtualTime;

/** What systemd is told, on virtual time; the threads of the service itself are not started. */
class SystemdServiceTest {
  private static final ServiceSettings SETTINGS =
      new ServiceSettings("/run/notify", Optional.of(Duration.ofMinutes(2)));
  private static final Logger LOG = Logger.getLogger("metergate");

  private final VirtualTime time = new VirtualTime(Instant.parse("2026-01-07T12:00:00Z"));
  private final List<String> sent = new ArrayList<>();
  private final List<String> logged = new CopyOnWriteArrayList<>();
  private final TestThread journal = new TestThread("The journal", time);
  private final Handler handler =
      new LogTap(line -> logged.add(line.getLevel() + " " + line.getMessage()));
  private Optional<String> failure = Optional.empty();
  private String verdict = "All is well.";

  /** The service's own two threads wait for ever: the test does what they do. */
  private final TimeSource still =
      new TimeSource() {
        @Override
        public long nanos() {
          return time.nanos();
        }

        @Override
        public Instant now() {
          return time.now();
        }

        @Override
        public void pause(Duration duration) throws InterruptedException {
          Thread.sleep(Long.MAX_VALUE);
        }
      };

  private final SystemdService service =
      new SystemdService(
          SETTINGS,
          assignments -> {
            sent.add(String.join("|", assignments));
            return failure;
          },
          still);

  @BeforeEach
  void listen() {
    LOG.addHandler(handler);
  }

  @AfterEach
  void close() {
    LOG.removeHandler(handler);
    service.close();
  }

  private void ready() {
    service.ready(() -> List.of(journal), () -> verdict);
    sent.clear();
  }

  private void pass(Duration span, boolean answers) throws InterruptedException {
    for (int step = 0; step < span.toSeconds() / 5; step++) {
      time.pause(Duration.ofSeconds(5));
      journal.answers += answers ? 1 : 0;
      service.check();
      service.reportStatus();
    }
  }

  @Test
  void isReadyWithItsVerdictAndFedTwiceAPeriodWhileThreadsAnswer() throws Exception {
    service.ready(() -> List.of(journal), () -> verdict);
    assertEquals(List.of("READY=1|STATUS=All is well."), sent);
    sent.clear();
    pass(Duration.ofMinutes(10), true);
    assertEquals(10, sent.stream().filter("WATCHDOG=1"::equals).count(), sent.toString());
    assertEquals(10, sent.size(), "the verdict did not change");
    verdict = "el: a line\nbreak";
    pass(Duration.ofSeconds(5), true);
    assertEquals("STATUS=el: a line break", sent.get(10));
  }

  @Test
  void repeatsWithTheNextCheckWhatWasNotHeardSoThatAHealthyGatewayIsNotEnded() throws Exception {
    ready();
    failure = Optional.of("no more processes");
    pass(Duration.ofSeconds(80), true);
    long tries = sent.stream().filter("WATCHDOG=1"::equals).count();
    assertTrue(tries >= 3, tries + " tries within the period");
    failure = Optional.empty();
    sent.clear();
    pass(Duration.ofSeconds(5), true);
    assertEquals(List.of("WATCHDOG=1"), sent);
    sent.clear();
    pass(Duration.ofSeconds(55), true);
    assertEquals(List.of(), sent);
  }

  @Test
  void aThreadThatDoesNotAnswerStarvesTheWatchdogAndIsNamedBeforeTheEnd() throws Exception {
    ready();
    pass(Duration.ofMinutes(2), false);
    sent.clear();
    pass(Duration.ofMinutes(4), false);
    assertTrue(sent.stream().noneMatch("WATCHDOG=1"::equals), sent.toString());
    String sentence = "The journal has not answered for 120 s; systemd starts the gateway again";
    assertTrue(logged.get(0).startsWith("SEVERE " + sentence), logged.toString());
    assertEquals(1, logged.size(), "once");
    sent.clear();
    pass(Duration.ofSeconds(5), true);
    assertEquals("WATCHDOG=1", sent.get(0), "fed again at once");
    assertEquals("INFO The journal answers again.", logged.get(1));
    assertEquals("STATUS=All is well.", sent.get(sent.size() - 1));
  }

  @Test
  void theStatusNamesTheThreadThatDoesNotAnswer() throws Exception {
    ready();
    pass(Duration.ofMinutes(3), false);
    String last = sent.get(sent.size() - 1);
    assertTrue(last.startsWith("STATUS=The journal has not answered for 120 s"), sent.toString());
  }

  @Test
  void aLongStartAsksForMoreTimeButNotForEver() throws Exception {
    pass(Duration.ofMinutes(9), true);
    assertEquals(6, sent.size(), sent.toString());
    assertTrue(sent.get(0).startsWith("EXTEND_TIMEOUT_USEC=180000000|STATUS="), sent.toString());
    pass(Duration.ofHours(3), true);
    assertEquals(39, sent.size());
  }

  @Test
  void aMessageThatDoesNotArriveIsLoggedOnceAndReadinessIsRepeated() throws Exception {
    failure = Optional.of("systemd-notify ended with 1");
    service.ready(() -> List.of(journal), () -> verdict);
    pass(Duration.ofMinutes(2), true);
    assertEquals(1, logged.size(), logged.toString());
    assertTrue(
        logged.get(0).startsWith("WARNING systemd could not be told READY=1: systemd-notify ended"),
        logged.toString());
    failure = Optional.empty();
    sent.clear();
    pass(Duration.ofSeconds(5), true);
    assertTrue(sent.contains("READY=1|STATUS=All is well."), sent.toString());
    assertEquals(2, logged.size(), logged.toString());
  }

  @Test
  void aReloadIsToldAndEndsAlsoWhenItFails() {
    ready();
    assertThrows(
        IllegalStateException.class,
        () ->
            service.reloading(
                () -> {
                  sent.add("reload");
                  throw new IllegalStateException();
                }));
    assertEquals(List.of("RELOADING=1", "reload", "READY=1|STATUS=All is well."), sent);
  }

  @Test
  void nothingIsFedOrSaidAfterTheEndBegan() throws Exception {
    ready();
    service.stopping();
    service.close();
    verdict = "el: gone";
    service.reportStatus();
    assertEquals(List.of("STOPPING=1|STATUS=Stopping."), sent);
  }

  @Test
  void theSettingsAreThoseOfThisProcessAlone() {
    Map<String, String> variables =
        Map.of("NOTIFY_SOCKET", "@a", "WATCHDOG_USEC", "120000000", "WATCHDOG_PID", "7");
    assertEquals(Optional.empty(), ServiceSettings.of(name -> null, Map.of(), 7));
    assertEquals(
        Optional.of(new ServiceSettings("@a", Optional.of(Duration.ofMinutes(2)))),
        ServiceSettings.of(name -> null, variables, 7));
    assertEquals(
        Optional.of(new ServiceSettings("@a", Optional.empty())),
        ServiceSettings.of(name -> null, variables, 8),
        "of another process");
    assertEquals(
        "@b",
        ServiceSettings.of(
                name -> name.equals("metergate.service.NOTIFY_SOCKET") ? "@b" : "", Map.of(), 7)
            .orElseThrow()
            .socket());
    for (String wrong : List.of("", "0", "-5", "x")) {
      assertEquals(
          Optional.empty(),
          ServiceSettings.of(name -> null, Map.of("NOTIFY_SOCKET", "a", "WATCHDOG_USEC", wrong), 7)
              .orElseThrow()
              .watchdog());
    }
  }
}
