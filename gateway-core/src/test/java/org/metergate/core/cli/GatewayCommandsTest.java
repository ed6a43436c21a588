// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code run}, {@code check}, {@code demo} and {@code drivers}. */
@Timeout(300) // of which the demo may need much, twice in one test: see LiveRun
class GatewayCommandsTest {
  private static final String METER =
      "meters:\n  m: { driver: omnipower-dlms, link: \"emulator:omnipower\" }\n";

  @TempDir Path folder;

  private String config(String more) throws IOException {
    return Files.writeString(folder.resolve("gateway.yaml"), METER + more).toString();
  }

  @Test
  void runServesItsPageUntilItIsToldToStop() throws Exception {
    String file = config("journal: { path: j.db }\nweb: { listen: \"127.0.0.1:0\" }\n");
    try (LiveRun run = new LiveRun("run", "-c", file)) {
      String page = run.awaitGroup("The status page is at (\\S+)");
      assertEquals(200, get(page).statusCode());
      assertTrue(Files.exists(folder.resolve("j.db")));
      run.stop().ends(1);
      HttpClient client = HttpClient.newHttpClient();
      assertThrows(
          IOException.class,
          () ->
              client.send(
                  HttpRequest.newBuilder(URI.create(page)).build(),
                  HttpResponse.BodyHandlers.ofString()));
    }
  }

  private static HttpResponse<String> get(String page) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(page)).build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void runNamesAJournalThatIsNoneAndAPortThatIsTaken() throws Exception {
    Files.writeString(folder.resolve("bad.db"), "these are not readings");
    Run bad = Run.of("run", "-c", config("journal: { path: bad.db }\n")).ends(1);
    assertTrue(
        bad.err().contains(":3: journal.path: The file " + folder.resolve("bad.db") + " is not a"),
        bad.err());
    assertEquals(1, bad.err().lines().count());
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      String port = Integer.toString(taken.getLocalPort());
      String listen = "web: { listen: \"127.0.0.1:" + port + "\" }\n";
      Run run = Run.of("run", "-c", config("journal: { path: j.db }\n" + listen)).ends(1);
      assertTrue(run.err().contains("another program has taken the port"), run.err());
      Run demo = Run.of("demo", "--port", port).ends(1);
      assertTrue(demo.err().endsWith(" For the demo, --port 0 takes a free one.\n"), demo.err());
    }
  }

  @Test
  void runAndCheckNameEveryMistakeWithItsPlaceAndOpenNothing() throws Exception {
    String file =
        Files.writeString(
                folder.resolve("wrong.yaml"),
                "meters:\n"
                    + "  a: { driver: omnipower-dlsm, link: \"serial:/dev/ttyUSB0\" }\n"
                    + "  b: { driver: omnipower-dlms, link: \"serail:/dev/ttyUSB1\" }\n"
                    + "journal: { path: j.db }\n")
            .toString();
    for (String command : new String[] {"run", "check"}) {
      Run run = Run.of(command, "-c", file).ends(2);
      assertEquals("", run.out());
      assertEquals(
          "metergate: "
              + file
              + ":2: meters.a.driver: There is no driver 'omnipower-dlsm'; did you mean"
              + " 'omnipower-dlms'?\n"
              + "metergate: "
              + file
              + ":3: meters.b.link: There is no kind of link 'serail'; did you mean 'serial'?\n",
          run.err());
    }
    assertFalse(Files.exists(folder.resolve("j.db")));
    Run.of("check", "-c", folder + "/gone.yaml")
        .refuses(2, folder + "/gone.yaml: There is no such file.");
  }

  @Test
  void checkCountsInWordsAndWarnsOfKeysThatOthersCanRead() throws Exception {
    String file =
        Files.writeString(
                folder.resolve("two.yaml"),
                "meters:\n"
                    + "  a: { driver: omnipower-dlms, link: \"serial:/dev/ttyUSB0\" }\n"
                    + "  b:\n"
                    + "    driver: omnipower-dlms\n"
                    + "    link: \"serial:/dev/ttyUSB1\"\n"
                    + "    options: { encryption-key: 000102030405060708090A0B0C0D0E0F }\n"
                    + "outputs: { home: { type: mqtt, url: \"mqtt://broker:1883\" } }\n"
                    + "journal: { path: j.db }\n")
            .toString();
    Run run = Run.of("check", "-c", file).ends(0);
    assertEquals(
        file
            + " is good: 2 meters on 2 links, 1 output.\n"
            + ("The journal is " + folder.resolve("j.db") + ".\n")
            + "journal.keep-raw keeps readings for 400 days; journal.max-size holds about 849 days"
            + " of readings of 20 values.\n"
            + "'metergate run' starts it; a gateway that runs reads it with 'metergate reload'.\n",
        run.out());
    assertTrue(run.err().startsWith("metergate: warning: "), run.err());
    assertFalse(run.err().contains("0001020304"), run.err());
  }

  @Test
  void checkSaysWhereTheSizeOfTheJournalLetsReadingsGoBeforeTheirAge() throws Exception {
    String file =
        Files.writeString(
                folder.resolve("small.yaml"),
                "meters: { a: { driver: omnipower-dlms, link: \"serial:/dev/ttyUSB0\" } }\n"
                    + "journal: { path: j.db, max-size: 100MB }\n")
            .toString();
    Run run = Run.of("check", "-c", file).ends(0);
    assertTrue(
        run.out()
            .contains(
                "journal.max-size holds about 84 days of readings of 20 values, which is less than"
                    + " journal.keep-raw (400d).\n"),
        run.out());
  }

  @Test
  void demoShowsItsPageUntilItIsStoppedOrItsTimeIsOver() throws Exception {
    try (LiveRun demo = new LiveRun("demo", "--port", "0")) {
      String page = demo.awaitGroup("The status page is at (\\S+)");
      assertTrue(get(page).body().contains("omnipower"));
      demo.stop();
    }
    Run timed = Run.of("demo", "--port", "0", "--for", "10ms").ends(0);
    assertEquals("Reading what the meters counted yesterday and today ...\n", timed.err());
    assertTrue(timed.out().endsWith("The meters are emulated; Ctrl-C ends the demo.\n"));
  }

  @Test
  void theScratchFolderTakesAllThatIsInItAway() throws Exception {
    ScratchFolder scratch = new ScratchFolder();
    Path sub = Files.createDirectory(scratch.path().resolve("sub"));
    Files.writeString(sub.resolve("journal.db"), "x");
    scratch.close();
    assertFalse(Files.exists(scratch.path()));
    scratch.close(); // does nothing
  }

  @Test
  void driversListsWhatIsThereAndWithItsOptionsOnRequest() {
    String brief = Run.of("drivers").ends(0).out();
    assertTrue(brief.contains("\n  omnipower-dlms     Kamstrup OMNIPOWER"), brief);
    assertTrue(brief.matches("(?s).*SPI level 1, licence .*"), brief);
    for (String link : List.of("emulator", "replay", "serial", "tcp")) {
      assertTrue(
          brief.matches("(?s).*Links:\n.*\n? {2}" + link + ": .*Emulated meters:\n.*"), brief);
    }
    assertFalse(brief.contains("encryption-key"), brief);
    String full = Run.of("drivers", "--help-options").ends(0).out();
    assertTrue(full.contains("\n      energy-scale (auto|1|10, default auto): "), full);
    assertTrue(full.contains("\n      encryption-key (secret): "), full);
  }
}
