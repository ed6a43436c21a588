// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where the gateway cannot start: a sentence, an exit code, and no file created or changed. */
@Timeout(120)
class RefusedStartIT {
  private static final int FAULT = 1;
  private static final int USAGE = 2;
  private static final String LINK = "serial:/dev/ttyNONE";
  private static final String KEY = "00112233445566778899AABBCCDDEEFF";
  private static final Map<String, String> OPTIONS = Map.of("encryption-key", KEY);

  @TempDir Path folder;

  private GatewayFile file() {
    return GatewayFile.of(folder, LINK).options(OPTIONS);
  }

  /** Starts the gateway, which ends by itself with one line for each problem. */
  private void refuses(int exitCode, Path configuration, String... sentences) throws Exception {
    List<String> before = files();
    try (GatewayProcess gateway = GatewayProcess.run(configuration)) {
      assertEquals(exitCode, gateway.awaitExit(), gateway.output()::toString);
      List<String> said =
          gateway.output().stream().filter(line -> !line.startsWith("SLF4J")).toList();
      assertEquals(sentences.length, said.size(), said::toString);
      for (int i = 0; i < sentences.length; i++) {
        assertTrue(said.get(i).startsWith("metergate: "), said.get(i));
        assertTrue(said.get(i).contains(sentences[i]), said.get(i));
      }
      gateway.assertNoTracesOrSecrets(List.of(KEY));
    }
    assertEquals(before, files(), "it created or changed files");
  }

  /** Returns names, sizes and times of the files below the folder, without a journal's lock. */
  private List<String> files() throws Exception {
    try (Stream<Path> below = Files.walk(folder)) {
      return below
          .filter(path -> Files.isRegularFile(path) && !path.toString().endsWith(".lock"))
          .map(path -> path + " " + path.toFile().length() + " " + path.toFile().lastModified())
          .sorted()
          .toList();
    }
  }

  private Path written(String text) throws Exception {
    return Files.writeString(folder.resolve("gateway.yaml"), text);
  }

  @Test
  void aMissingConfigurationIsNamed() throws Exception {
    refuses(USAGE, folder.resolve("none.yaml"), "none.yaml: There is no such file.");
  }

  @Test
  void aMalformedConfigurationIsToldWithItsLine() throws Exception {
    refuses(USAGE, written("meters:\n\tmain: {}\n"), "gateway.yaml:2: There is a tab here;");
    refuses(
        USAGE,
        written("meters:\n  main:\n    link: \"serial:/dev/ttyUSB0\n"),
        "gateway.yaml:3: A quotation mark is opened here and never closed.");
  }

  @Test
  void everyProblemOfAConfigurationIsToldAtOnce() throws Exception {
    refuses(
        USAGE,
        written("meters:\n  main:\n    driver: omnipower-dlms\n    lnk: \"tcp:a:1\"\nwebb: {}\n"),
        "gateway.yaml:2: meters.main.link: This key is missing.",
        "gateway.yaml:4: meters.main.lnk: There is no such key here. Did you mean 'link'?",
        "gateway.yaml:5: webb: There is no such key here. Did you mean 'web'?");
  }

  @Test
  void anUnknownDriverIsToldWithTheNearest() throws Exception {
    Path file = file().write();
    Files.writeString(file, Files.readString(file).replace("omnipower-dlms", "omnipower-dlm"));
    refuses(
        USAGE,
        file,
        "gateway.yaml:4: meters.main.driver: There is no driver 'omnipower-dlm'; did you mean"
            + " 'omnipower-dlms'?");
  }

  @Test
  void aKeyOfTheWrongLengthIsToldButNotShown() throws Exception {
    refuses(
        USAGE,
        file().options(Map.of("encryption-key", KEY + "5")).write(),
        "encryption-key: The value of encryption-key is not a key. It has 33 hexadecimal digits,"
            + " but a key has 32.");
  }

  @Test
  void aLinkThatNobodyCanOpenIsTold() throws Exception {
    refuses(
        USAGE,
        GatewayFile.of(folder, "seral:/dev/ttyUSB0").options(OPTIONS).write(),
        "gateway.yaml:5: meters.main.link: There is no kind of link 'seral'; did you mean"
            + " 'serial'?");
  }

  @Test
  void linksThatAreWrittenWronglyAreToldWithWhatIsRight() throws Exception {
    Map<String, String> sentences = new LinkedHashMap<>();
    sentences.put("serial:ttyUSB0", "names the full path of a device, like serial:/dev/ttyUSB0.");
    sentences.put(LINK + "?reqest=dtr", "no parameter 'reqest'; did you mean 'request'?");
    sentences.put("tcp:ser2net", "host");
    sentences.put("emulator:omnipower?list=push7", "push7");
    sentences.put("emulator:gasometer", "gasometer");
    sentences.put("replay:day.txt?speed=fast", "The speed is 'fast', but must be");
    List<String> links = List.copyOf(sentences.keySet());
    FourMeters home = FourMeters.only(folder);
    for (int i = 0; i < links.size(); i++) {
      home.meter("m" + i, "driver: omnipower-dlms, link: \"" + links.get(i) + "\"");
    }
    try (GatewayProcess check = GatewayProcess.start("check", "-c", home.write().toString())) {
      assertEquals(USAGE, check.awaitExit());
      for (int i = 0; i < links.size(); i++) {
        String line = check.awaitLine("gateway.yaml:" + (3 + i) + ": meters.m" + i + ".link: ");
        assertTrue(line.contains(sentences.get(links.get(i))), line);
      }
    }
  }

  @Test
  void aTakenPortOfThePageIsTold() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      int port = other.getLocalPort();
      refuses(
          FAULT,
          file().page(port).write(),
          "The page cannot listen on 127.0.0.1:" + port + ": another program has taken the port;");
    }
  }

  @Test
  void aPageAtAnAddressOfAnotherMachineIsRefusedWithTheWayAround() throws Exception {
    Path file = file().page(8080).write();
    Files.writeString(file, Files.readString(file).replace("127.0.0.1:8080", "192.0.2.77:8080"));
    refuses(FAULT, file, "set web.listen to one of its own, or to 0.0.0.0:8080");
  }

  @Test
  void aPageForOthersIsNotRefusedButStaysAtThisMachineUntilSomebodyCanLogIn() throws Exception {
    Path file = file().page(0).write();
    Files.writeString(file, Files.readString(file).replace("127.0.0.1:0", "0.0.0.0:0"));
    try (GatewayProcess gateway = GatewayProcess.run(file)) {
      gateway.awaitLine("'metergate password'"); // which opens the page
      assertTrue(
          gateway.output().stream().anyMatch(line -> line.contains("127.0.0.1:")),
          gateway.output()::toString);
    }
  }

  @Test
  void aFileThatIsNoJournalIsLeftAlone() throws Exception {
    Path journal = GatewayFile.journal(folder);
    Files.writeString(journal, "A diary of a hundred pages, which no one may lose.\n".repeat(100));
    refuses(
        FAULT,
        file().page(0).write(),
        "The file " + journal.toRealPath() + " is not a journal of this program; name another");
    Files.write(journal, new byte[0]);
    Files.delete(journal);
    Files.createDirectory(journal);
    refuses(FAULT, file().write(), journal.toRealPath().toString());
  }

  @Test
  void aJournalThatAnotherGatewayHasIsLeftToIt() throws Exception {
    Path configuration = file().write();
    try (GatewayProcess first = GatewayProcess.run(configuration)) {
      first.awaitLine("There is no device /dev/ttyNONE.");
      String who = " (process " + first.handle().pid() + ")";
      refuses(FAULT, configuration, "Another gateway" + who + " works with the journal ");
      assertTrue(first.isAlive());
    }
  }

  @Test
  void aCaptureThatIsNoHexIsToldWithItsPlace() throws Exception {
    Path capture = Files.writeString(folder.resolve("capture.hex"), "7E A1 E9 41\nnot hex\n");
    try (GatewayProcess decode =
        GatewayProcess.start("decode", "--driver", "omnipower-dlms", "--hex", capture.toString())) {
      assertEquals(FAULT, decode.awaitExit());
      String line = decode.awaitLine("capture.hex, line 2, column 1: ");
      assertTrue(line.contains("is not a hexadecimal digit"), line);
      decode.assertNoTracesOrSecrets(List.of());
    }
  }
}
