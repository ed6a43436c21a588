// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.core.plugin.JarForge;

/** {@code scan} and {@code probe} with drivers that are dropped in. */
@Timeout(120)
class ScanCommandTest {
  private static final String HOME = "metergate.home";
  private static final String LINK = "emulator:multical";

  private static final String MATCH =
      "static org.metergate.spi.discovery.Match match(String number, String address) {"
          + " return new org.metergate.spi.discovery.Match("
          + " org.metergate.spi.discovery.Certainty.CERTAIN, number,"
          + " java.util.Map.of(\"address\", address), List.of()); }";
  private static final String SCAN =
      MATCH
          + " public void scan(ByteLink link, org.metergate.spi.time.TimeSource time, Found found)"
          + " throws LinkLostException, InterruptedException {"
          + " found.progress(1, 10); BODY }";
  private static final String TWO =
      "found.meter(match(\"67211183\", \"17\")); found.meter(match(\"10000002\", \"2\"));";

  @TempDir Path folder;
  private String before;

  @BeforeEach
  void useTheFolder() {
    before = System.getProperty(HOME);
    System.setProperty(HOME, folder.toString());
  }

  @AfterEach
  void useWhatWasUsed() {
    if (before == null) {
      System.clearProperty(HOME);
    } else {
      System.setProperty(HOME, before);
    }
  }

  /** Drops in a driver with the id {@code bus…}, whose scan does this. */
  private void drop(String id, String scan) throws Exception {
    JarForge.driver(
            id, "ALSO", ", org.metergate.spi.discovery.Scan", "MORE", SCAN.replace("BODY", scan))
        .into(folder.resolve("drivers/" + id + ".jar"));
  }

  @Test
  void everyMeterIsPrintedAsAConfigurationThatCheckReads() throws Exception {
    drop("bus-a", TWO);
    Run run = Run.of("scan", LINK, "--driver", "bus-a").ends(0);
    assertEquals(
        List.of(
            "meters:",
            "  bus-67211183:",
            "    driver: bus-a",
            "    link: \"emulator:multical\"",
            "    options:",
            "      address: \"17\"",
            "  bus-10000002:",
            "    driver: bus-a",
            "    link: \"emulator:multical\"",
            "    options:",
            "      address: \"2\""),
        run.out().lines().toList());
    assertTrue(run.err().contains("meter 67211183: address=17"), run.err());
    assertTrue(run.err().contains("2 meters were found."), run.err());
  }

  @Test
  void aimSaysOfADriverOfABusAndOfOneThatNamesNoQuestionWhyItHasNone() throws Exception {
    drop("bus-a", TWO);
    Run.of("aim", LINK, "--driver", "bus-a")
        .refuses(
            2,
            "The driver 'bus-a' reads a bus, which has no optical head to place; 'metergate probe'"
                + " and 'metergate scan' ask its meters.");
    JarForge.driver("plain").into(folder.resolve("drivers/plain.jar"));
    Run.of("aim", LINK, "--driver", "plain")
        .refuses(2, "The driver 'plain' names no question with which its meter could be tried.");
  }

  /** The link is an argument, and no configuration has to be corrected. */
  @Test
  void aLinkThatIsWrittenWronglyIsWrongUsageOfEveryCommandThatTakesOne() throws Exception {
    drop("bus-a", TWO);
    String recording = folder.resolve("new.rec").toString();
    for (List<String> command :
        List.of(
            List.of("scan", "tcp:127.0.0.1", "--driver", "bus-a"),
            List.of("probe", "tcp:127.0.0.1"),
            List.of("aim", "tcp:127.0.0.1"),
            List.of("record", "tcp:127.0.0.1", recording),
            List.of("keys", key(), "--link", "tcp:127.0.0.1"))) {
      Run run = Run.of(command).ends(2);
      assertTrue(run.err().contains("The link tcp:127.0.0.1 is not written correctly."), run.err());
      assertFalse(run.err().contains("configuration"), run.err());
    }
  }

  /** A file with a key that could be tried. */
  private String key() throws Exception {
    return Files.writeString(
            folder.resolve("keys.txt"), "GPK60: 000102030405060708090A0B0C0D0E0F\n")
        .toString();
  }

  /** The page, the log and the list of causes name a finding in the same way. */
  @Test
  void decodeNamesTheFindingsOfADroppedInDriverWithItsIdAndThoseOfAllLinksWithout()
      throws Exception {
    String code = "new FindingCode(\"cut\", Stage.FRAMES, FindingCode.Kind.FAULT).with()";
    JarForge.driver(
            "plain",
            "SESSION",
            "session.meter(meter).find("
                + code
                + ");"
                + " session.meter(meter).find(LinkFindings.SILENT.with(\"seconds\", 5));")
        .entry("org/example/plain/messages.properties", "cut=A frame broke off.\n".getBytes())
        .into(folder.resolve("drivers/plain.jar"));
    Path capture = Files.write(folder.resolve("capture"), new byte[] {1, 2, 3});
    Run run = Run.of("decode", "--driver", "plain", capture.toString()).ends(1);
    assertTrue(run.err().contains("1 x plain-cut: A frame broke off."), run.err());
    assertTrue(run.err().contains("1 x silent: The meter has been silent"), run.err());
  }

  /** Several meters may have the same number, maker, version and medium. */
  @Test
  void aMeterThatIsNotCertainIsMarkedWhereItIsPasted() throws Exception {
    String likely = "org.metergate.spi.discovery.Certainty.LIKELY, \"10000002\"";
    drop(
        "bus-a",
        "found.meter(match(\"67211183\", \"17\"));"
            + " found.meter(new org.metergate.spi.discovery.Match("
            + likely
            + ", java.util.Map.of(\"address\", \"2\"), List.of()));");
    Run run = Run.of("scan", LINK, "--driver", "bus-a").ends(0);
    assertTrue(
        run.out().contains("  bus-10000002:\n    # not certain: what answers here"), run.out());
    assertEquals(1, run.out().lines().filter(line -> line.contains("not certain")).count());
    assertTrue(run.err().contains("meter 10000002, not certain: address=2"), run.err());
    assertTrue(run.err().contains("2 meters were found. Not certain: 1;"), run.err());
  }

  @Test
  void aMeterThatComesTwiceIsPrintedOnceAndOneWithoutANumberToo() throws Exception {
    drop("bus-a", "found.meter(match(\"\", \"1\")); found.meter(match(\"\", \"1\"));");
    Run run = Run.of("scan", LINK, "--driver", "bus-a").ends(0);
    assertEquals(1, run.out().lines().filter(line -> line.contains("address:")).count());
    assertTrue(run.out().contains("  bus:\n"), run.out());
  }

  /** A dropped-in driver may report anything. */
  @Test
  void aNumberThatIsNoNumberChangesNothingElse() throws Exception {
    drop("bus-a", "found.meter(match(\"1: x\\n#\\u001b[2J\", \"1\"));");
    Run run = Run.of("scan", LINK, "--driver", "bus-a").ends(0);
    assertTrue(run.out().startsWith("meters:\n  bus:\n"), run.out());
    assertFalse((run.out() + run.err()).contains("\u001b"), run.err());
  }

  @Test
  void jsonIsOneObject() throws Exception {
    drop("bus-a", TWO);
    Run run = Run.of("scan", LINK, "--driver", "bus-a", "--json").ends(0);
    assertEquals(1, run.out().lines().count(), run.out());
    assertTrue(run.out().contains("\"driver\":\"bus-a\",\"complete\":true"), run.out());
    assertTrue(
        run.out()
            .contains(
                "{\"certainty\":\"certain\",\"identifier\":\"67211183\",\"options\":{\"address\":\"17\"},\"missing\":[]}"),
        run.out());
  }

  @Test
  void withoutAMeterTheNextStepIsNamed() throws Exception {
    drop("bus-a", "");
    Run run = Run.of("scan", LINK, "--driver", "bus-a").ends(1);
    assertEquals("", run.out());
    assertTrue(
        run.err().contains("No meter was found. 'metergate probe \"emulator:multical\"'"),
        run.err());
  }

  @Test
  void whatWasFoundUntilCtrlCIsPrinted() throws Exception {
    drop("bus-a", TWO + " byte[] b = new byte[9]; while (true) { link.read(b, usualInterval()); }");
    try (LiveRun scan = new LiveRun("scan", LINK, "--driver", "bus-a")) {
      scan.awaitGroup("(meter 10000002)");
      Run run = scan.stop().ends(1);
      assertTrue(run.out().contains("  bus-10000002:\n"), run.out());
      assertTrue(run.err().contains("Stopped before the end."), run.err());
    }
  }

  @Test
  void aDriverThatLacksAClassIsSaidToHaveADamagedJar() throws Exception {
    drop("bus-a", TWO + " throw new NoClassDefFoundError(\"org/example/Part\");");
    Run failed = Run.of("scan", LINK, "--driver", "bus-a").ends(1);
    assertTrue(
        failed
            .err()
            .contains(
                "The driver failed while it scanned: NoClassDefFoundError. Its jar is damaged, or"
                    + " was made for another version of Metergate."),
        failed.err());
  }

  @Test
  void whatWasFoundUntilTheLinkWasLostOrTheDriverFailedIsPrinted() throws Exception {
    drop("bus-a", TWO + " throw new IllegalStateException(\"secret\");");
    Run failed = Run.of("scan", LINK, "--driver", "bus-a").ends(1);
    assertTrue(failed.out().contains("  bus-10000002:\n"), failed.out());
    assertTrue(
        failed.err().contains("The driver failed while it scanned: IllegalStateException."),
        failed.err());
    assertFalse(failed.err().contains("secret"), failed.err());

    Path recording =
        Files.writeString(
            folder.resolve("x.rec"), "# metergate-recording 1\n1.0 < 00\n2.0 ! silence\n");
    drop("bus-b", TWO + " byte[] b = new byte[9]; while (true) { link.read(b, usualInterval()); }");
    Run lost = Run.of("scan", "replay:" + recording + "?speed=max", "--driver", "bus-b").ends(1);
    assertTrue(lost.out().contains("  bus-10000002:\n"), lost.out());
    assertTrue(lost.err().contains(" has ended."), lost.err());
  }

  @Test
  void driversThatCannotScanAndLinksThatAreNoneAreWrongUsage() throws Exception {
    Run.of("scan", LINK, "--driver", "p1-dtr").ends(2);
    drop("bus-a", TWO);
    drop("bus-b", TWO);
    assertTrue(
        Run.of("scan", LINK, "--driver", "p1-dtr")
            .ends(2)
            .err()
            .contains("The driver 'p1-dtr' cannot scan a link; those that can: bus-a, bus-b"));
    assertTrue(Run.of("scan", LINK).ends(2).err().contains("Name one with --driver; those"));
    Run.of("scan", LINK, "--driver", "bus-c").ends(2);
    Run.of("scan", "serail:/dev/x", "--driver", "bus-a")
        .refuses(2, "There is no kind of link 'serail'; did you mean 'serial'?");
    assertTrue(
        Run.of("scan", "gpio:17", "--driver", "bus-a").ends(2).err().contains("carries pulses"));
    Run.of("scan", "serial:" + folder + "/none", "--driver", "bus-a").ends(1);
  }

  @Test
  void aServerThatIsNotThereIsAFault() throws Exception {
    drop("bus-a", TWO);
    int port;
    try (ServerSocket gone = new ServerSocket(0)) {
      port = gone.getLocalPort();
    }
    Run run = Run.of("scan", "tcp:127.0.0.1:" + port, "--driver", "bus-a").ends(1);
    assertEquals("", run.out());
  }

  @Test
  void probeRecognisesTheMeterOfADroppedInDriverAndNamesTheScan() throws Exception {
    JarForge.driver(
            "bus-a",
            "ALSO",
            ", org.metergate.spi.discovery.Scan, org.metergate.spi.discovery.Recognition",
            "MORE",
            SCAN.replace("BODY", TWO)
                + " public List<org.metergate.spi.discovery.Trial> trials() { return List.of("
                + "org.metergate.spi.discovery.Trial.listening("
                + "settings(), false, Duration.ofSeconds(1))); }"
                + " public java.util.Optional<org.metergate.spi.discovery.Match> recognise("
                + "org.metergate.spi.discovery.Trial trial,"
                + " List<org.metergate.spi.discovery.Arrival> arrivals) {"
                + " return arrivals.isEmpty() ? java.util.Optional.empty()"
                + " : java.util.Optional.of(match(\"67211183\", \"17\")); }")
        .into(folder.resolve("drivers/bus-a.jar"));
    Path recording =
        Files.writeString(
            folder.resolve("x.rec"), "# metergate-recording 1\n1.0 < 68656C6C6F\n2.0 ! silence\n");
    String link = "replay:" + recording + "?speed=max";
    Run run = Run.of("probe", link).ends(0);
    assertTrue(run.out().contains("    driver: bus-a"), run.out());
    assertTrue(
        run.err().contains("'metergate scan \"" + link + "\" --driver bus-a' finds"), run.err());
  }
}
