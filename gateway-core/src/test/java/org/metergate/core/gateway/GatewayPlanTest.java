// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.config.ConfigException;
import org.metergate.config.GatewayConfig;
import org.metergate.core.gateway.GatewayPlan.PlannedLink;
import org.metergate.core.plugin.Plugins;
import org.metergate.health.MessageCatalogue;
import org.metergate.health.MeterChain;
import org.metergate.spi.driver.ByteDriver;
import org.metergate.spi.driver.DriverInfo;
import org.metergate.spi.driver.DriverProvider;
import org.metergate.spi.driver.EdgeDriver;
import org.metergate.spi.driver.MeterDriver;
import org.metergate.spi.driver.MeterOptions;
import org.metergate.spi.driver.Session;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.EdgeLink;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.option.OptionSpec;
import org.metergate.time.VirtualTime;

class GatewayPlanTest {
  private static final String WHERE_JARS_BELONG =
      ". A driver that comes as a jar belongs in a folder of drivers, which 'metergate drivers"
          + " --help' names.";

  @TempDir Path folder;
  private Plugins plugins;
  private Path file;

  /** A bus: its driver reads many meters, each with an address. */
  public static final class Bus implements DriverProvider {
    @Override
    public DriverInfo info() {
      return new DriverInfo(
          "bus",
          "A bus",
          DriverInfo.SPI_LEVEL,
          DriverInfo.MetersPerLink.MANY,
          List.of(OptionSpec.optional("address", OptionSpec.Type.INTEGER, "Its address.")),
          "none");
    }

    @Override
    public MeterDriver create(List<MeterOptions> meters) throws OptionException {
      Set<Long> addresses = new HashSet<>();
      for (MeterOptions meter : meters) {
        Optional<Long> address = meter.options().integer("address");
        if (address.orElse(0L) > 250) {
          throw new OptionException("address", "The address must be 1 to 250.");
        }
        if (address.isPresent() && !addresses.add(address.get())) {
          throw new OptionException("address", "Two meters have this address.");
        }
      }
      return new Silent();
    }
  }

  /** A driver with a bug. */
  public static final class Broken implements DriverProvider {
    @Override
    public DriverInfo info() {
      return new DriverInfo("broken", "Broken", 1, DriverInfo.MetersPerLink.ONE, List.of(), "none");
    }

    @Override
    public MeterDriver create(List<MeterOptions> meters) {
      throw new IllegalStateException("the secret is 42");
    }
  }

  /** A driver of whose jar a class is missing. */
  public static final class Incomplete implements DriverProvider {
    @Override
    public DriverInfo info() {
      return new DriverInfo(
          "incomplete", "Incomplete", 1, DriverInfo.MetersPerLink.ONE, List.of(), "none");
    }

    @Override
    public MeterDriver create(List<MeterOptions> meters) {
      throw new NoClassDefFoundError("org/example/Part");
    }
  }

  /** A driver that counts edges of two lines. */
  public static final class TwoLines implements DriverProvider {
    @Override
    public DriverInfo info() {
      return new DriverInfo(
          "two-lines",
          "Two lines",
          DriverInfo.SPI_LEVEL,
          DriverInfo.MetersPerLink.ONE,
          List.of(),
          "none",
          DriverInfo.Needs.EDGES);
    }

    @Override
    public MeterDriver create(List<MeterOptions> meters) {
      return new EdgeDriver() {
        @Override
        public int lines() {
          return 2;
        }

        @Override
        public Duration normalSilence() {
          return Duration.ofDays(1);
        }

        @Override
        public Duration usualInterval() {
          return Duration.ofMinutes(1);
        }

        @Override
        public void session(EdgeLink link, Session session) {
          throw new UnsupportedOperationException();
        }
      };
    }
  }

  private static final class Silent implements ByteDriver {
    @Override
    public LineSettings settings() {
      return LineSettings.eightNone(1200);
    }

    @Override
    public Duration normalSilence() {
      return Duration.ofMinutes(1);
    }

    @Override
    public Duration usualInterval() {
      return Duration.ofMinutes(1);
    }

    @Override
    public Duration normalSilence(String meter) {
      return meter.equals("slow") ? Duration.ofHours(3) : normalSilence();
    }

    @Override
    public Duration usualInterval(String meter) {
      return meter.equals("slow") ? Duration.ofHours(1) : usualInterval();
    }

    @Override
    public void session(ByteLink link, Session session) {
      throw new UnsupportedOperationException();
    }
  }

  @BeforeEach
  void findPlugIns() throws Exception {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.write(
        services.resolve(DriverProvider.class.getName()),
        List.of(
            Bus.class.getName(),
            Broken.class.getName(),
            Incomplete.class.getName(),
            TwoLines.class.getName()));
    try (URLClassLoader loader =
        new URLClassLoader(
            new URL[] {folder.toUri().toURL()}, GatewayPlanTest.class.getClassLoader())) {
      plugins = Plugins.load(loader);
    }
    file = folder.resolve("gateway.yaml");
  }

  private GatewayPlan plan(String... lines) throws Exception {
    Files.writeString(file, String.join("\n", lines) + "\njournal: { path: j.db }\n");
    return GatewayPlan.of(
        GatewayConfig.load(file), plugins, new VirtualTime(Instant.parse("2026-01-07T13:47:20Z")));
  }

  private void refuses(List<String> problems, String... lines) {
    ConfigException e = assertThrows(ConfigException.class, () -> plan(lines));
    assertEquals(problems.stream().map(problem -> file + ":" + problem).toList(), e.problems());
  }

  @Test
  void aDriverOfEdgesNeedsALinkThatCarriesThemOnAsManyLines() throws Exception {
    refuses(
        List.of(
            "2: meters.a.link: A tcp link carries bytes, but pulses are counted on a line that"
                + " carries edges, like gpio:17.",
            "3: meters.b.link: The link names 1 line, but the meter's options describe 2."),
        "meters:",
        "  a: { driver: two-lines, link: \"tcp:meters:2000\" }",
        "  b: { driver: two-lines, link: \"replay:b.rec\" }");
    assertEquals(
        1,
        plan("meters:", "  a: { driver: two-lines, link: \"replay:b.rec?lines=2\" }")
            .links()
            .size());
  }

  @Test
  void plansEachLinkOnceWithItsDriverAndMetersInTheOrderOfTheFile() throws Exception {
    GatewayPlan plan =
        plan(
            "meters:",
            "  b: { driver: bus, link: \"serial:/dev/ttyS0\", options: { address: 7 } }",
            "  power: { driver: omnipower-dlms, link: \"tcp:meters:2000\" }",
            "  a: { driver: bus, link: \"serial:/dev/ttyS0\" }");
    assertEquals(2, plan.links().size());
    PlannedLink bus = plan.links().get(0);
    assertEquals("serial:/dev/ttyS0", bus.uri().toString());
    assertEquals("serial", bus.provider().scheme());
    assertEquals("bus", bus.driverId());
    assertEquals(List.of("b", "a"), bus.meters());
    assertEquals(List.of("power"), plan.links().get(1).meters());
    assertEquals(List.of(), plan.outputs());
  }

  /** One that sends each minute is late long before one of its link that sends each hour. */
  @Test
  void eachMeterOfALinkHasItsOwnPaceWhereItsDriverKnowsIt() throws Exception {
    UsualIntervals intervals = new UsualIntervals();
    intervals.replace(
        plan(
                "meters:",
                "  quick: { driver: bus, link: \"serial:/dev/ttyS0\" }",
                "  slow: { driver: bus, link: \"serial:/dev/ttyS0\" }",
                "  alone: { driver: omnipower-dlms, link: \"tcp:meters:2000\" }")
            .links());
    assertEquals(Duration.ofMinutes(1), intervals.of("quick"));
    assertEquals(Duration.ofHours(1), intervals.of("slow"));
    List<Duration> heardWithin =
        intervals
            .addTo(
                Stream.of("quick", "slow", "alone")
                    .map(name -> new MeterChain(name, Instant::now, (m, f, c) -> {}).snapshot())
                    .toList())
            .stream()
            .map(meter -> meter.pace().orElseThrow().heardWithin())
            .toList();
    assertEquals(List.of(Duration.ofMinutes(2), Duration.ofHours(3)), heardWithin.subList(0, 2));
    assertTrue(heardWithin.get(2).compareTo(Duration.ofMinutes(2)) < 0, heardWithin::toString);
  }

  @Test
  void namesAllProblemsAtOnceEachWithItsPlace() {
    refuses(
        List.of(
            "2: meters.a.driver: There is no driver 'omnipower'; there are: "
                + String.join(", ", plugins.driverIds())
                + WHERE_JARS_BELONG,
            "3: meters.b.link: There is no kind of link 'seriel'; did you mean 'serial'?",
            "6: meters.c.options.encryption-kye: There is no option 'encryption-kye'; did you mean"
                + " 'encryption-key'?",
            "9: outputs.home.type: There is no output type 'mqt'. Did you mean 'mqtt'?"),
        "meters:",
        "  a: { driver: omnipower, link: \"serial:/dev/ttyS0\" }",
        "  b: { driver: omnipower-dlms, link: \"seriel:/dev/ttyS1\" }",
        "  c: { driver: omnipower-dlms, link: \"serial:/dev/ttyS2\",",
        "    options: {",
        "      encryption-kye: 00112233445566778899AABBCCDDEEFF",
        "    } }",
        "outputs:",
        "  home: { type: mqt }");
  }

  @Test
  void namesADriverThatIsMissingOnceForAllItsMeters() {
    String there = "'; there are: " + String.join(", ", plugins.driverIds()) + WHERE_JARS_BELONG;
    refuses(
        List.of(
            "2: meters.a.driver: There is no driver 'elsewhere"
                + there
                + " 3 meters name it, of which this is one.",
            "4: meters.c.driver: There is no driver 'nowhere" + there),
        "meters:",
        "  a: { driver: elsewhere, link: \"serial:/dev/ttyS0\" }",
        "  b: { driver: elsewhere, link: \"serial:/dev/ttyS0\" }",
        "  c: { driver: nowhere, link: \"serial:/dev/ttyS1\" }",
        "  d: { driver: elsewhere, link: \"serial:/dev/ttyS2\" }");
  }

  @Test
  void namesTheUnknownLinkAndTheWrongOptionOfOneMeterTogether() {
    refuses(
        List.of(
            "2: meters.a.link: There is no kind of link 'seriel'; did you mean 'serial'?",
            "2: meters.a.options.energy-scale: Option 'energy-scale' is '7', but must be one of"
                + " 'auto', '1', '10'."),
        "meters:",
        "  a: { driver: omnipower-dlms, link: \"seriel:/dev/ttyS1\", options: { energy-scale: 7 }"
            + " }");
  }

  @Test
  void refusesTheSecondMeterOnALinkWhoseDriverReadsOne() {
    refuses(
        List.of(
            "3: meters.b.link: The meter 'a' has this link already, and omnipower-dlms reads one"
                + " meter per link."),
        "meters:",
        "  a: { driver: omnipower-dlms, link: \"serial:/dev/ttyS0\" }",
        "  b: { driver: omnipower-dlms, link: \"serial:/dev/ttyS0\" }");
  }

  @Test
  void refusesASecondDriverOnALinkThatManyMetersMayShare() {
    refuses(
        List.of(
            "3: meters.b.link: The meter 'a' has this link already, and a link has only one driver,"
                + " here bus."),
        "meters:",
        "  a: { driver: bus, link: \"serial:/dev/ttyS0\" }",
        "  b: { driver: omnipower-dlms, link: \"serial:/dev/ttyS0\" }");
  }

  @Test
  void saysAtTheMeterWhatItsDriverRefuses() {
    refuses(
        List.of(
            "2: meters.a.options.encryption-key: The value of encryption-key is not a key. It has 4"
                + " hexadecimal digits, but a key has 32.",
            "3: meters.b.options.address: The address must be 1 to 250."),
        "meters:",
        "  a: { driver: omnipower-dlms, link: \"tcp:a:1\", options: { encryption-key: 0011 } }",
        "  b: { driver: bus, link: \"serial:/dev/ttyS0\", options: { address: 251 } }");
  }

  @Test
  void saysAtTheSecondOfTwoMetersThatTheyContradictEachOther() {
    refuses(
        List.of("4: meters.c.options.address: Two meters have this address."),
        "meters:",
        "  a: { driver: bus, link: \"serial:/dev/ttyS0\", options: { address: 1 } }",
        "  b: { driver: bus, link: \"serial:/dev/ttyS0\", options: { address: 2 } }",
        "  c: { driver: bus, link: \"serial:/dev/ttyS0\", options: { address: 1 } }",
        "  d: { driver: bus, link: \"serial:/dev/ttyS0\", options: { address: 4 } }");
  }

  @Test
  void aDriverThatLacksAClassIsAProblemOfItsMeterThatNamesTheJar() {
    ConfigException e =
        assertThrows(
            ConfigException.class,
            () -> plan("meters:", "  a: { driver: incomplete, link: \"tcp:a:1\" }"));
    assertEquals(
        List.of(
            file
                + ":2: meters.a.driver: A class of the driver incomplete cannot be used"
                + " (NoClassDefFoundError): its jar is damaged, or was made for another version of"
                + " Metergate; copy the whole jar again."),
        e.problems());
  }

  @Test
  void aDriverWithABugIsAProblemOfItsMeterAndItsTextIsNotShown() {
    ConfigException e =
        assertThrows(
            ConfigException.class,
            () -> plan("meters:", "  a: { driver: broken, link: \"tcp:a:1\" }"));
    assertEquals(
        List.of(
            file
                + ":2: meters.a.driver: The driver broken has an error of its own"
                + " (IllegalStateException); ask its author for a newer version."),
        e.problems());
    assertFalse(e.getMessage().contains("the secret"));
  }

  @Test
  void opensNothing() throws Exception {
    plan("meters:", "  a: { driver: omnipower-dlms, link: \"serial:/dev/not-there\" }");
    assertFalse(Files.exists(folder.resolve("j.db")));
  }

  @Test
  void servesMetersThatThereAreWithWhatIsServedOfThem() throws Exception {
    String power = "  power: { driver: omnipower-dlms, link: \"tcp:meters:2000\" }";
    String heat =
        "  heat: { driver: multical-kmp, link: \"tcp:meters:2001\", options: { supply: mains,"
            + " model: 603 } }";
    String counter =
        "  old: { driver: multical-kmp, link: \"tcp:meters:2002\", options: { supply: mains, model:"
            + " 382 } }";
    assertEquals(
        2,
        plan(
                "meters:",
                power,
                heat,
                counter,
                "outputs:",
                "  a: { type: p1-server, meter: power, channels: heat }",
                "  b: { type: p1-server, meter: old, listen: \"127.0.0.1:2001\" }")
            .outputs()
            .size());
    refuses(
        List.of(
            "6: outputs.a.meter: The meter 'heat' measures no electric power, so that it cannot be"
                + " served alone; name an electricity meter here, and this one under channels.",
            "7: outputs.b.meter: There is no meter 'powr'; did you mean 'power'?",
            "7: outputs.b.channels: The meter 'old' measures no gas, water or heat; only such"
                + " meters can be channels of another.",
            "7: outputs.b.listen: The output 'a' listens on 127.0.0.1:2000 already."),
        "meters:",
        power,
        heat,
        counter,
        "outputs:",
        "  a: { type: p1-server, meter: heat }",
        "  b: { type: p1-server, meter: powr, channels: old }");
  }

  @Test
  void warnsOfServedMetersThatAreKnownToSendNoCurrents() throws Exception {
    GatewayPlan plan =
        plan(
            "meters:",
            "  sun: { driver: pulse-gpio, link: \"emulator:pulse\", options: { quantity:"
                + " energy_export, pulses-per-unit: 1000 } }",
            "  power: { driver: omnipower-dlms, link: \"tcp:meters:2000\" }",
            "outputs:",
            "  a: { type: local-api, meter: power }",
            "  b: { type: local-api, meter: sun, listen: \"127.0.0.1:8082\" }");
    List<String> warnings = StartConditions.warnings(plan, new MessageCatalogue(List.of()));
    assertEquals(1, warnings.size(), warnings.toString());
    assertTrue(warnings.get(0).contains(":6: outputs.b.meter: The meter 'sun'"), warnings.get(0));
    assertTrue(warnings.get(0).contains("take an absent current for 0 A"), warnings.get(0));
  }
}
