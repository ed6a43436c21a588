// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.core.plugin.JarForge;
import org.metergate.journal.History;
import org.metergate.journal.JournalReader;
import org.metergate.testing.Await;

/**
 * The driver for M-Bus, dropped as a jar into a running gateway and replaced there while it reads:
 * many meters on one serial port, one of them silent, at the pace of their line.
 */
@Tag("pty")
class DroppedBusIT {
  private static final Path DRIVER = Path.of("../driver-mbus/src/main");

  /** Said of a silent meter; that the pseudo-terminal comes back under its name takes a moment. */
  private static final Pattern WARNED =
      Pattern.compile(" WARNING (m\\d+): The meter with the address \\d+ does not answer");

  private static final int SILENT = 3;

  /**
   * Two requests to a meter that does not answer, and one to a meter whose turn it is meanwhile.
   */
  private static final Duration LATE = Duration.ofSeconds(6);

  /** A pseudo-terminal that was closed is made anew, and opened again a second later. */
  private static final Duration PORT_BACK = Duration.ofSeconds(2);

  @TempDir Path folder;
  private final List<GatewayProcess> processes = new ArrayList<>();
  private Path drivers;
  private Path configuration;
  private Path port;

  @BeforeEach
  void prepare() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/socat")), "socat is not installed");
    drivers = Files.createDirectories(folder.resolve("drivers"));
    configuration = folder.resolve("gateway.yaml");
    port = folder.resolve("bus");
  }

  @AfterEach
  void end() {
    processes.forEach(GatewayProcess::close);
  }

  @Test
  @Timeout(300)
  void aSmallBusIsReadWhileItsDriverIsReplaced() throws Exception {
    read(6, 9600, Duration.ofSeconds(8));
  }

  /**
   * Run with {@code -Dmetergate.slow=true}: a round of sixty meters takes more than a minute, and
   * the first one twice as long, since a meter is believed once it has answered alone.
   */
  @Test
  @Tag("slow")
  @EnabledIfSystemProperty(named = "metergate.slow", matches = "true")
  @Timeout(1200)
  void sixtyMetersAreReadAtTheUsualSpeedWhileTheirDriverIsReplaced() throws Exception {
    read(60, 2400, Duration.ofMinutes(3));
  }

  private void read(int meters, int speed, Duration interval) throws Exception {
    startBus(meters, speed);
    configure("{}");
    GatewayProcess gateway = start(drivers, "run", "-c", configuration.toString());
    gateway.awaitLine("The status page is at");
    dropDriver("1.0", drivers);
    configure(configured(meters, speed, interval));
    gateway.signal("USR1");
    gateway.awaitLine("Meters: started m1, ");

    int answering = meters - 1;
    Duration limit = interval.multipliedBy(2).plusSeconds(60);
    try (Connection journal =
        DriverManager.getConnection(
            "jdbc:sqlite:file:" + folder.resolve("journal.db") + "?mode=ro")) {
      Await.until("a round", limit, () -> times(journal).size() == answering);
      gateway.awaitLine(" WARNING m" + SILENT + ": "); // the log may be later than the journal
      assertEquals(Set.of("m" + SILENT), warned(gateway), gateway.output()::toString);
      int round = count(journal);
      Await.until("the next one has begun", limit, () -> count(journal) >= round + 2);

      dropDriver("2.0", drivers);
      gateway.signal("USR1");
      gateway.awaitLine("Meters: restarted m1, ");
      long replaced = System.currentTimeMillis();
      Await.until(
          "two rounds more",
          limit.multipliedBy(2),
          () ->
              times(journal).values().stream()
                  .allMatch(of -> of.stream().filter(time -> time >= replaced).count() >= 2));
      assertReadOnTime(times(journal), replaced, interval);
    }
    assertNothingStoredTwice();
    assertEquals(Set.of("m" + SILENT), warned(gateway), gateway.output()::toString);
    String sentence = "The meter with the address " + SILENT + " does not answer";
    assertTrue(gateway.page("/").contains(sentence), gateway.output()::toString);
    assertEquals(143, gateway.terminate());
    gateway.assertNoTracesOrSecrets(List.of());
  }

  private GatewayProcess start(Path dropped, String... args) throws Exception {
    GatewayProcess process = GatewayProcess.withDrivers(dropped, args);
    processes.add(process);
    return process;
  }

  /** Starts the bus, which comes in a jar of the same build, as a program of its own. */
  private void startBus(int meters, int speed) throws Exception {
    Path own = Files.createDirectories(folder.resolve("of the bus"));
    dropDriver("1.0", own);
    GatewayProcess bus =
        start(
            own,
            "emulate",
            "mbus",
            "--pty",
            port.toString(),
            "--option",
            "meters=" + meters,
            "--option",
            "speed=" + speed,
            "--option",
            "silent=" + SILENT);
    bus.awaitLine("driver: mbus");
  }

  private static void dropDriver(String version, Path into) throws Exception {
    JarForge.module(DRIVER)
        .attribute("Implementation-Version", version)
        .attribute("Bundle-License", "Apache-2.0")
        .into(into.resolve("driver-mbus.jar"));
  }

  private void configure(String meters) throws Exception {
    Files.writeString(
        configuration,
        "meters: "
            + meters
            + "\njournal: { path: journal.db }\nweb: { listen: \"127.0.0.1:0\" }\n");
  }

  private String configured(int meters, int speed, Duration interval) {
    StringBuilder text = new StringBuilder();
    for (int address = 1; address <= meters; address++) {
      text.append(
          "\n  m%d: { driver: mbus, link: \"serial:%s\", options: { address: %d, interval: %ds, speed: %d } }"
              .formatted(address, port, address, interval.toSeconds(), speed));
    }
    return text.toString();
  }

  private static Set<String> warned(GatewayProcess gateway) {
    Set<String> meters = new TreeSet<>();
    for (String line : gateway.output()) {
      Matcher matcher = WARNED.matcher(line);
      if (matcher.find()) {
        meters.add(matcher.group(1));
      }
    }
    return meters;
  }

  /** When each meter was read, in milliseconds since 1970. */
  private static Map<String, List<Long>> times(Connection journal) throws SQLException {
    Map<String, List<Long>> times = new TreeMap<>();
    String query =
        "SELECT name, received_ms FROM reading r JOIN meter m ON m.id = r.meter"
            + " WHERE history = 0 ORDER BY r.id";
    try (Statement statement = journal.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        times.computeIfAbsent(rows.getString(1), name -> new ArrayList<>()).add(rows.getLong(2));
      }
    }
    return times;
  }

  private static int count(Connection journal) throws SQLException {
    return times(journal).values().stream().mapToInt(List::size).sum();
  }

  /**
   * No meter waits longer than its interval because of the silent one. The first round takes twice
   * as long as the next one, so that each meter but the first is read again earlier than after its
   * interval, at most by half of it. The new driver goes on where the old one was: it repeats the
   * question that was cut off, and asks each meter within a round of the time when it was due. It
   * asks one early, to learn whether the silent meter is at fault or the bus.
   */
  private static void assertReadOnTime(
      Map<String, List<Long>> times, long replaced, Duration interval) {
    List<Long> first = times.values().stream().map(list -> list.get(0)).sorted().toList();
    long round = first.get(first.size() - 1) - first.get(0);
    List<Long> second = new ArrayList<>();
    List<Long> usual = new ArrayList<>();
    List<Long> across = new ArrayList<>();
    for (List<Long> of : times.values()) {
      for (int i = 1; i < of.size(); i++) {
        boolean isAcross = of.get(i - 1) < replaced && of.get(i) >= replaced;
        (isAcross ? across : i == 1 ? second : usual).add(of.get(i) - of.get(i - 1));
      }
    }
    String figures =
        "%d meters; the first round: %d ms; until the second reading: %s; until the next ones: %s; where the driver was replaced: %s"
            .formatted(times.size(), round, range(second), range(usual), range(across));
    System.out.println(figures);
    assertEquals(times.size(), across.size(), figures);
    assertEquals(0, shorter(second, interval.dividedBy(2)), figures);
    assertTrue(shorter(usual, interval.minus(LATE)) <= 1, figures);
    assertTrue(shorter(across, interval.dividedBy(2)) <= 1, figures);
    assertEquals(second.size(), shorter(second, interval.plus(LATE)), figures);
    assertEquals(usual.size(), shorter(usual, interval.plus(LATE)), figures);
    assertEquals(
        across.size(), shorter(across, interval.plus(PORT_BACK).plusMillis(round)), figures);
  }

  private static String range(List<Long> times) {
    return times.isEmpty()
        ? "none"
        : Collections.min(times) + " to " + Collections.max(times) + " ms";
  }

  private static long shorter(List<Long> times, Duration than) {
    return times.stream().filter(time -> time <= than.toMillis()).count();
  }

  /** The telegrams of a meter are numbered upwards, once in the session of each driver. */
  private void assertNothingStoredTwice() throws Exception {
    try (JournalReader reader = JournalReader.open(folder.resolve("journal.db"))) {
      History history = reader.history(ZoneOffset.UTC);
      for (String meter : history.meters()) {
        List<Long> telegrams = new ArrayList<>();
        history.readings(
            meter,
            Instant.EPOCH,
            Instant.now().plus(Duration.ofDays(1)),
            (at, stored) -> telegrams.add(stored.reading().telegram()));
        long begins =
            IntStream.range(1, telegrams.size())
                .filter(i -> telegrams.get(i) <= telegrams.get(i - 1))
                .count();
        assertEquals(1, begins, meter + " " + telegrams);
      }
    }
  }
}
