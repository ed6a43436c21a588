// SPDX-License-Identifier: Apache-2.0
package org.metergate.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Unit;
import org.metergate.value.HeatUnit;
import org.metergate.value.Units;
import org.metergate.web.html.Visitor;
import org.metergate.web.page.PageView;
import org.metergate.web.page.Today;

/** The overview of any number of meters: from none to a thousand. */
class ManyMetersTest {
  private final Household house = Household.with("flat-0");
  private final PageView view = new PageView(house.sources(), "b");

  private void meters(int count) {
    Today today =
        new Today(
            Quantities.ENERGY_IMPORT,
            Unit.KWH,
            Optional.of(new BigDecimal("3.2")),
            Optional.empty(),
            false);
    for (int i = 0; i < count; i++) {
      String name = "flat-" + i;
      house.meter(name, "serial:/dev/ttyUSB" + i);
      house.labels.put(name, "Stair " + i % 10 + ", flat " + i);
      house.telegram(name, 100 + i);
      house.today.put(name, List.of(today));
    }
  }

  private String overview(String... fields) {
    Map<String, String> query =
        fields.length == 0 ? Map.of() : Map.of("q", fields[0], "state", fields[1]);
    return view.overview(Visitor.LOCAL, query);
  }

  private static List<String> rows(String page) {
    return java.util.regex.Pattern.compile("<tr id=\"meter-([^\"]*)\"")
        .matcher(page)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  @Test
  void withoutAMeterThePageSaysWhatToDo() {
    house.chains.clear();
    String page = overview();
    assertTrue(page.contains("No meter yet"), page);
    assertTrue(page.contains("<code>metergate probe --all</code>"), page);
  }

  @Test
  void sixAreCardsAndSevenAreATable() {
    meters(6);
    assertTrue(overview().contains("class=\"card meter good\""));
    assertFalse(overview().contains("<table"));
    meters(7);
    assertFalse(overview().contains("card meter"));
    assertEquals(7, rows(overview()).size());
  }

  @Test
  void faultyMetersComeFirstAndTheOthersInTheirOrder() {
    meters(9);
    house.silence("flat-7");
    house.meter("flat-8", "serial:/dev/ttyUSB8");
    assertEquals(
        List.of(
            "flat-7", "flat-8", "flat-0", "flat-1", "flat-2", "flat-3", "flat-4", "flat-5",
            "flat-6"),
        rows(overview()));
  }

  @Test
  void aRowSaysStateNowTodayAndTotal() {
    meters(9);
    house.units = Units.home(HeatUnit.KWH);
    String page = overview();
    String row = page.substring(page.indexOf("<tr id=\"meter-flat-3\""));
    row = row.substring(0, row.indexOf("</tr>")).replaceAll("<[^>]*>", "|");
    for (String part :
        List.of(
            "flat-3",
            "Stair 3, flat 3",
            "good",
            "0 s ago",
            "103\u202FW",
            "3.2\u202FkWh",
            "913.000\u202FkWh")) {
      assertTrue(row.contains("|" + part + "|"), part + " in " + row);
    }
    assertTrue(page.contains("<a href=\"meter?name=flat-3\">"), page);
  }

  @Test
  void theFilterWorksWithoutAScriptByNameLabelNumberAndState() {
    meters(40);
    house.silence("flat-17");
    assertEquals(List.of("flat-17"), rows(overview("", "broken")));
    assertEquals(List.of("flat-17"), rows(overview("", "look")));
    assertEquals(39, rows(overview("", "good")).size());
    assertEquals(
        List.of("flat-13", "flat-23", "flat-3", "flat-33"), rows(overview(" STAIR 3 ", "")));
    assertEquals(40, rows(overview("12345678", "nonsense")).size());
    String none = overview("\"><script>", "");
    assertEquals(List.of(), rows(none));
    assertTrue(none.contains("0 of 40"), none);
    assertTrue(none.contains("value=\"&quot;&gt;&lt;script&gt;\""), none);
  }

  @Test
  void aThousandMetersTakeLessThan200MillisecondsAnd200Kilobytes() throws Exception {
    meters(1000);
    house.silence("flat-500");
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long[] nanos = new long[50];
    String page = "";
    for (int i = 0; i < nanos.length; i++) {
      // of this thread, since others share the machine during tests
      long start = threads.getCurrentThreadCpuTime();
      page = overview();
      nanos[i] = threads.getCurrentThreadCpuTime() - start;
    }
    long cold = nanos[0] / 1_000_000;
    Arrays.sort(nanos);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(page.getBytes(StandardCharsets.UTF_8));
    }
    System.out.printf(
        "1000 meters: cold %d ms, median %d ms, p95 %d ms, %d bytes, packed %d bytes%n",
        cold,
        Duration.ofNanos(nanos[25]).toMillis(),
        Duration.ofNanos(nanos[47]).toMillis(),
        page.length(),
        packed.size());
    assertTrue(packed.size() < 100_000, packed.size() + " bytes");
    assertTrue(nanos[25] < Duration.ofMillis(200).toNanos(), nanos[25] + " ns");
  }
}
