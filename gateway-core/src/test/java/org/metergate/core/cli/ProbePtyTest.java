// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.kit.SampleTraffic;
import org.metergate.spi.codec.Hex;
import org.metergate.testing.PtyPair;
import org.metergate.testing.SerialServer;

/** {@code probe} on pseudo-terminals: the bytes are real, speed and polarity are not. */
@Tag("pty")
@Timeout(120)
class ProbePtyTest {
  @TempDir Path folder;

  private PtyPair cable;
  private volatile boolean ended;
  private Thread sender;

  @BeforeEach
  void plug() throws Exception {
    cable = PtyPair.plug(folder);
  }

  @AfterEach
  void unplug() throws Exception {
    ended = true;
    if (cable != null) {
      cable.close(); // else what is being sent waits for ever, since nobody reads any more
    }
    if (sender != null) {
      sender.interrupt();
      sender.join();
    }
  }

  private String link() {
    return "serial:" + cable.gateway();
  }

  /** Sends the same each second, as a meter that pushes. */
  private void pushing(byte[] bytes) {
    at(
        () -> {
          while (!ended) {
            cable.send(bytes);
            Thread.sleep(1000);
          }
        });
  }

  /** Answers what arrives at the meter's end, each time it is a whole request. */
  private void answering(UnaryOperator<byte[]> answers) {
    at(
        () -> {
          try (FileInputStream in = new FileInputStream(cable.meter().toFile());
              FileOutputStream out = new FileOutputStream(cable.meter().toFile())) {
            byte[] chunk = new byte[64];
            while (!ended) {
              if (in.available() > 0) {
                int count = in.read(chunk);
                out.write(answers.apply(java.util.Arrays.copyOf(chunk, count)));
              }
              Thread.sleep(5);
            }
          }
        });
  }

  private interface Work {
    void run() throws Exception;
  }

  private void at(Work work) {
    sender =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (Exception e) {
                // the cable was pulled or the test is over
              }
            });
    sender.start();
  }

  @Test
  void recognisesAnEncryptedPush() throws Exception {
    byte[] push = SampleTraffic.DLMS_PUSH_ENCRYPTED.bytes();
    // FF is doubled in a stream with marks, and must arrive as one byte
    assertTrue(Hex.of(push).contains("FF"), "the sample has no FF");
    pushing(push);
    Run run = Run.of("probe", link()).ends(0);
    assertTrue(run.out().contains("that encrypts what it sends"), run.out());
    assertTrue(run.out().contains("encryption-key: !file keys/gpk60"), run.out());
    assertTrue(run.out().contains("link: \"" + link() + "\""), run.out());
  }

  @Test
  void recognisesAP1Port() throws Exception {
    pushing(SampleTraffic.P1.bytes());
    Run run = Run.of("probe", link()).ends(0);
    assertTrue(run.out().contains("driver: p1-dtr"), run.out());
  }

  @Test
  void recognisesAMeterThatAnswersItsQuestions() throws Exception {
    byte[] serial = HexFormat.of().parseHex("403F0201234567E9560D");
    byte[] value = HexFormat.of().parseHex("403F10003C02040000000001");
    answering(request -> request[2] == 2 ? serial : withChecksum(value));
    Run run = Run.of("probe", link()).ends(0);
    assertTrue(run.out().contains("driver: multical-kmp"), run.out());
    assertTrue(run.out().contains("number 19088743"), run.out());
  }

  private static byte[] withChecksum(byte[] frame) {
    int sum = org.metergate.spi.codec.Crc16.XMODEM.of(frame, 1, frame.length - 1);
    byte[] whole = java.util.Arrays.copyOf(frame, frame.length + 3);
    whole[frame.length] = (byte) (sum >> 8);
    whole[frame.length + 1] = (byte) sum;
    whole[frame.length + 2] = 0x0D;
    return whole;
  }

  @Test
  void namesTheOwnEcho() throws Exception {
    answering(request -> request);
    Run run = Run.of("probe", link()).ends(1);
    assertTrue(run.out().contains("Only your own request comes back"), run.out());
  }

  @Test
  void namesAConsole() throws Exception {
    pushing(
        "\r\nDebian GNU/Linux 12 host ttyAMA0\r\n\r\nlogin: ".getBytes(StandardCharsets.US_ASCII));
    Run run = Run.of("probe", link()).ends(1);
    assertTrue(run.out().contains("This is the console of a Linux computer"), run.out());
  }

  /** Nothing is written also at the end, and the causes of silence are named. */
  @Test
  void listenOnlySendsNothingToASilentLine() throws Exception {
    Run run = Run.of("probe", link(), "--listen-only").ends(1);
    assertTrue(run.out().contains("Nothing arrives."), run.out());
    assertTrue(run.out().contains("3.3 V that stay steady for 35 s"), run.out());
    try (FileInputStream in = new FileInputStream(cable.meter().toFile())) {
      assertEquals(0, in.available());
    }
  }

  @Test
  void namesAPortThatAnotherProgramHolds() throws Exception {
    try (LiveRun holder =
        new LiveRun("record", link(), folder.resolve("x.rec").toString(), "--for", "1min")) {
      holder.awaitGroup("(Ctrl-C ends it)");
      Run run = Run.of("probe", link()).ends(1);
      assertTrue(run.out().contains("is held by another program"), run.out());
    }
  }

  @Test
  void saysWhatTheGatewayThatHoldsThePortSays() throws Exception {
    Path file = folder.resolve("gateway.yaml");
    Files.writeString(
        file,
        "meters: { heat: { driver: multical-kmp, link: \""
            + link()
            + "\" } }\njournal: { path: j.db }\nweb: { listen: \"127.0.0.1:0\" }\n");
    try (LiveRun gateway = new LiveRun("run", "-c", file.toString())) {
      gateway.awaitGroup("(The status page is at)");
      Run run = Run.of("probe", link(), "-c", file.toString()).ends(1);
      assertTrue(run.out().contains("The running gateway reads the meter heat"), run.out());
      assertTrue(run.out().contains("metergate status heat"), run.out());
      assertTrue(run.out().contains("the gateway says: "), run.out());
    }
  }

  @Test
  void namesAPortThatVanishes() throws Exception {
    cable.send(new byte[] {1});
    try (LiveRun probe = new LiveRun("probe", link())) {
      probe.awaitGroup("(listening at)"); // not while the port is being opened
      cable.unplug();
      cable = null;
      Run run = probe.end().ends(1);
      assertTrue(run.out().contains("The port vanished while it was listened to."), run.out());
    }
  }

  @Test
  void readsThroughASerialServerThatSpeaksTelnetAndSaysSo() throws Exception {
    pushing(SampleTraffic.DLMS_PUSH.bytes());
    try (SerialServer server = SerialServer.start(folder, cable.gateway(), "2400n81")) {
      Run run = Run.of("probe", "tcp:127.0.0.1:" + server.telnet()).ends(0);
      assertTrue(run.err().contains("is set to telnet"), run.err());
      assertTrue(run.out().contains("driver: omnipower-dlms"), run.out());
      assertFalse(run.out().contains("baud="), run.out());
    }
  }
}
