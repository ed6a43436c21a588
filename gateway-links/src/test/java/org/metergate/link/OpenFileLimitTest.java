// SPDX-License-Identifier: Apache-2.0
package org.metergate.link;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.Reference;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.metergate.kit.ClockHost;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkException;
import org.metergate.spi.link.LinkUri;
import org.metergate.time.SystemTime;

/** A program that may open no further file says so, and blames neither the host nor the name. */
@Timeout(60)
class OpenFileLimitTest {

  /**
   * Opens files until there is none left, in a process of its own, and prints what links say; then
   * closes one, as the runtime does with a file that it read meanwhile, and prints it again.
   */
  static final class Program {
    private Program() {}

    public static void main(String[] links) throws Exception {
      List<InputStream> open = new ArrayList<>();
      for (String link : links) {
        refusal(link); // loads the classes
      }
      OpenFileLimit.isReached();
      try {
        while (true) {
          open.add(new FileInputStream("/dev/null"));
        }
      } catch (IOException e) {
        printRefusals(links);
      }
      open.remove(0).close();
      printRefusals(links);
      Reference.reachabilityFence(open);
    }

    private static void printRefusals(String... links) throws Exception {
      for (String link : links) {
        System.out.println(refusal(link));
      }
    }

    private static String refusal(String link) throws Exception {
      try {
        new TcpLinkProvider()
            .open(
                LinkUri.parse(link), LineSettings.eightNone(2400), new ClockHost(new SystemTime()))
            .close();
        return "open";
      } catch (LinkException e) {
        return e.finding().parameters().get("reason");
      }
    }
  }

  @Test
  void aConnectionThatCannotBeOpenedForThatReasonNamesTheLimit() throws Exception {
    int closed;
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      closed = server.getLocalPort();
    }
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(
                "sh",
                "-c",
                "ulimit -n 200; exec \"$@\"",
                "sh",
                java,
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName(),
                "tcp:127.0.0.1:" + closed,
                "tcp:nowhere.invalid:9")
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(Collections.nCopies(4, OpenFileLimit.SENTENCE), said.lines().toList(), said);
  }

  @Test
  void aSerialPortThatCannotBeOpenedForThatReasonNamesTheLimit() {
    for (int errno : new int[] {OpenFileLimit.OF_PROCESS, OpenFileLimit.OF_SYSTEM}) {
      assertEquals(
          OpenFileLimit.SENTENCE,
          new PortFacts(true, true, true).refusal("p", errno).parameters().get("reason"));
    }
  }
}
