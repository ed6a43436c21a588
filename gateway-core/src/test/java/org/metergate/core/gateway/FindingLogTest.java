// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.core.plugin.Plugins;
import org.metergate.core.supervise.SuperviseFindings;
import org.metergate.health.FindingListener.Change;
import org.metergate.health.MessageCatalogue;
import org.metergate.journal.Journal;
import org.metergate.journal.JournalSettings;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.link.LinkFindings;
import org.metergate.testing.LogTap;
import org.metergate.time.VirtualTime;

class FindingLogTest {
  private static final Logger LOGGER = Logger.getLogger("metergate");
  private static final Finding LOST = LinkFindings.LINK_LOST.with("port", "/dev/ttyUSB0");
  private static final String BEGAN =
      "WARNING heat: The connection to /dev/ttyUSB0 is lost: the cable or adapter was unplugged, or"
          + " the other end is gone. Check the cable, the adapter and its power supply; the gateway"
          + " reconnects by itself as soon as it can.";
  private static final String ENDED =
      "INFO heat: over: The connection to /dev/ttyUSB0 is lost: the cable or adapter was unplugged,"
          + " or the other end is gone.";

  @TempDir Path folder;
  private final VirtualTime time = new VirtualTime(Instant.parse("2026-01-07T13:47:20Z"));
  private final List<String> lines = new ArrayList<>();
  private final Handler handler =
      new LogTap(line -> lines.add(line.getLevel() + " " + line.getMessage()));
  private Journal journal;
  private FindingLog log;

  @BeforeEach
  void listen() throws Exception {
    MessageCatalogue messages = Messages.of(Plugins.load(getClass().getClassLoader()));
    journal = Journal.open(new JournalSettings(folder.resolve("journal.db")), time);
    log = new FindingLog(messages, journal, time);
    LOGGER.addHandler(handler);
    LOGGER.setUseParentHandlers(false);
  }

  @AfterEach
  void stop() {
    LOGGER.removeHandler(handler);
    LOGGER.setUseParentHandlers(true);
    journal.close();
  }

  private void report(Finding finding, Change change, Duration later) throws Exception {
    time.pause(later);
    log.changed("heat", finding, change);
  }

  @Test
  void logsAFaultWithItsNextStepAndWhenItIsOver() throws Exception {
    report(LOST, Change.BEGAN, Duration.ZERO);
    report(LOST, Change.ENDED, Duration.ofSeconds(5));
    assertEquals(List.of(BEGAN, ENDED), lines);
  }

  @Test
  void aFaultThatComesAndGoesIsLoggedAFewTimesInTenMinutesAndThenAgain() throws Exception {
    for (int i = 0; i < 50; i++) {
      report(LOST, Change.BEGAN, Duration.ofSeconds(5));
      report(LOST, Change.ENDED, Duration.ofSeconds(5));
    }
    assertEquals(List.of(BEGAN, ENDED, BEGAN), lines, "in 500 s");
    lines.clear();
    for (int i = 0; i < 50; i++) {
      report(LOST, Change.BEGAN, Duration.ofSeconds(5));
      report(LOST, Change.ENDED, Duration.ofSeconds(5));
    }
    assertEquals(List.of(ENDED, BEGAN), lines, "in the next 500 s");
  }

  @Test
  void theLastLineAboutAFaultThatHoldsIsNeverThatItIsOver() throws Exception {
    report(LOST, Change.BEGAN, Duration.ZERO);
    report(LOST, Change.ENDED, Duration.ofSeconds(10));
    report(LOST, Change.BEGAN, Duration.ofSeconds(10));
    assertEquals(BEGAN, lines.get(lines.size() - 1));
  }

  @Test
  void keepsMetersAndFindingsApart() throws Exception {
    report(LOST, Change.BEGAN, Duration.ZERO);
    log.changed("water", LOST, Change.BEGAN);
    report(LinkFindings.SILENT.with("seconds", 60), Change.BEGAN, Duration.ZERO);
    assertEquals(3, lines.size(), lines.toString());
    assertEquals(BEGAN.replace("heat", "water"), lines.get(1));
  }

  @Test
  void namesAFaultOfALinkOnceForAllItsMetersAndAFaultOfEachMeterForItself() throws Exception {
    MessageCatalogue messages = Messages.of(Plugins.load(getClass().getClassLoader()));
    List<String> bus = List.of("heat", "water", "attic");
    FindingLog shared =
        new FindingLog(
            messages, journal, time, meter -> bus.contains(meter) ? bus : List.of(meter));
    for (Change change : List.of(Change.BEGAN, Change.ENDED)) {
      bus.forEach(meter -> shared.changed(meter, LOST, change));
      shared.changed("other", LOST, change);
      time.pause(Duration.ofSeconds(20));
    }
    assertEquals(
        List.of(
            BEGAN.replace("heat", "heat and 2 more on its link"),
            BEGAN.replace("heat", "other"),
            ENDED.replace("heat", "heat and 2 more on its link"),
            ENDED.replace("heat", "other")),
        lines);
    lines.clear();
    Finding own = SuperviseFindings.NOT_STORED.with("reason", "disk");
    bus.forEach(meter -> shared.changed(meter, own, Change.BEGAN));
    assertEquals(3, lines.size(), lines.toString());
    journal.sync();
    assertEquals(7, journal.findings().newest(10).size(), "each meter has it in its own history");
  }

  /** As of a bus whose converter only reflects what is sent. */
  @Test
  void aFindingThatManyMetersOfALinkHaveIsNamedAtAFewOfThem() throws Exception {
    List<String> bus = IntStream.rangeClosed(1, 60).mapToObj(i -> "m" + i).toList();
    FindingLog shared =
        new FindingLog(
            Messages.of(Plugins.load(getClass().getClassLoader())), journal, time, meter -> bus);
    Finding same = SuperviseFindings.NOT_STORED.with("reason", "disk");
    for (String meter : bus) {
      shared.changed(meter, same, Change.BEGAN);
      time.pause(Duration.ofSeconds(1));
    }
    assertEquals(List.of("m1", "m2", "m3", "m4"), metersOf(lines));
    assertTrue(lines.get(3).endsWith(" are named on the page alone."), lines.get(3));
    assertFalse(lines.get(2).contains("on the page alone"), lines.get(2));
    lines.clear();
    for (String meter : bus) {
      shared.changed(meter, same.code().with("reason", "room"), Change.ENDED);
    }
    assertEquals(List.of("m1", "m2", "m3", "m60 and more meters on its link"), metersOf(lines));
    lines.clear();
    bus.subList(0, 4).forEach(meter -> shared.changed(meter, same, Change.BEGAN));
    assertEquals(
        List.of("m1", "m2", "m3", "m4"), metersOf(lines), "the last line is not that it is over");
    journal.sync();
    assertEquals(60, journal.findings().newest(100).size(), "each meter has it in its own history");
  }

  @Test
  void aFindingWithOtherParametersAtEachMeterIsNamedAtEach() throws Exception {
    List<String> bus = IntStream.rangeClosed(1, 60).mapToObj(i -> "m" + i).toList();
    FindingLog shared =
        new FindingLog(
            Messages.of(Plugins.load(getClass().getClassLoader())), journal, time, meter -> bus);
    for (Change change : List.of(Change.BEGAN, Change.ENDED)) {
      for (String meter : bus) {
        shared.changed(meter, SuperviseFindings.NOT_STORED.with("reason", meter), change);
      }
      assertEquals(bus, metersOf(lines));
      lines.clear();
    }
  }

  /** The log does not say that there are more meters if it has named all of them. */
  @Test
  void aFindingOfAllMetersOfASmallLinkIsNamedAtEach() throws Exception {
    List<String> bus = List.of("a", "b", "c", "d");
    FindingLog shared =
        new FindingLog(
            Messages.of(Plugins.load(getClass().getClassLoader())), journal, time, meter -> bus);
    for (Change change : List.of(Change.BEGAN, Change.ENDED)) {
      for (String meter : bus) {
        shared.changed(meter, SuperviseFindings.NOT_STORED.with("reason", "disk"), change);
      }
      assertEquals(bus, metersOf(lines));
      lines.clear();
    }
  }

  private static List<String> metersOf(List<String> lines) {
    return lines.stream().map(line -> line.split(":")[0].split(" ", 2)[1]).toList();
  }

  @Test
  void anEventIsLoggedOnceInTenMinutesButJournaledEachTime() throws Exception {
    Finding event = SuperviseFindings.READINGS_LOST.with("count", "7");
    for (int i = 0; i < 3; i++) {
      report(event, Change.HAPPENED, Duration.ofMinutes(4));
    }
    assertEquals(1, lines.size(), lines.toString());
    report(event, Change.HAPPENED, Duration.ofMinutes(4));
    assertEquals(2, lines.size(), lines.toString());
    assertEquals("INFO ", lines.get(0).substring(0, 5));
    journal.sync();
    assertEquals(
        4,
        journal.findings().newest(10).stream().mapToLong(stored -> stored.count()).sum(),
        journal.findings().newest(10).toString());
  }

  @Test
  void theEndOfAFaultIsNoFindingOfItsOwnInTheJournal() throws Exception {
    report(LOST, Change.BEGAN, Duration.ZERO);
    report(LOST, Change.ENDED, Duration.ofSeconds(5));
    assertEquals(1, journal.findings().newest(10).size());
    assertEquals("heat", journal.findings().newest(10).get(0).meter());
  }
}
