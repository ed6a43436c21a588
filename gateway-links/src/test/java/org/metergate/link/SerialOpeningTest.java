// SPDX-License-Identifier: Apache-2.0
package org.metergate.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.kit.ClockHost;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkException;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.link.LinkUri;
import org.metergate.testing.PtyPair;
import org.metergate.time.SystemTime;

/** Which port is opened, and why one is not. */
class SerialOpeningTest {

  private static ByteLink open(Path device) throws Exception {
    LinkUri uri = LinkUri.parse("serial:" + device);
    return new SerialLinkProvider()
        .open(uri, LineSettings.eightNone(2400), new ClockHost(new SystemTime()));
  }

  private static Finding refusal(Path device) {
    return assertThrows(LinkException.class, () -> open(device)).finding();
  }

  @Test
  void namesAMissingPort(@TempDir Path folder) throws Exception {
    Path missing = folder.resolve("ttyUSB7");
    assertEquals(LinkFindings.NO_SUCH_PORT.with("port", missing), refusal(missing));
    Path dangling = Files.createSymbolicLink(folder.resolve("by-id"), missing);
    assertEquals(LinkFindings.NO_SUCH_PORT.with("port", dangling), refusal(dangling));
  }

  @Test
  void refusesWhatIsNoSerialPort(@TempDir Path folder) throws Exception {
    assertEquals(LinkFindings.PORT_UNUSABLE, refusal(folder).code());
    assertEquals(
        LinkFindings.PORT_UNUSABLE, refusal(Files.createFile(folder.resolve("file"))).code());
    Finding device = refusal(Path.of("/dev/null"));
    assertEquals(LinkFindings.PORT_UNUSABLE, device.code());
    assertEquals("It is a device, but not a serial port.", device.parameters().get("reason"));
  }

  @Test
  @Tag("pty")
  void resolvesASymbolicLinkAtEveryOpening(@TempDir Path one, @TempDir Path two) throws Exception {
    try (PtyPair first = PtyPair.plug(one);
        PtyPair second = PtyPair.plug(two)) {
      Path name = Files.createSymbolicLink(one.resolve("by-id"), first.gateway().toRealPath());
      open(name).close();
      Files.delete(name);
      Files.createSymbolicLink(name, second.gateway().toRealPath());
      try (ByteLink link = open(name)) {
        second.send(new byte[] {42});
        byte[] into = new byte[1];
        assertEquals(1, link.read(into, Duration.ofSeconds(5)));
        assertEquals(42, into[0]);
      }
    }
  }

  @Test
  @Tag("pty")
  void isBusyWhileThisProgramHasItOpen(@TempDir Path folder) throws Exception {
    try (PtyPair cable = PtyPair.plug(folder);
        ByteLink link = open(cable.gateway())) {
      Path device = cable.gateway().toRealPath();
      assertEquals(LinkFindings.PORT_BUSY.with("port", device), refusal(device));
      assertEquals(LinkFindings.PORT_BUSY.with("port", cable.gateway()), refusal(cable.gateway()));
      assertEquals(0, link.read(new byte[1], Duration.ZERO), "the one who has it reads on");
    }
  }

  @Test
  @Tag("pty")
  void isBusyWhileAnotherProgramHoldsItsLock(@TempDir Path folder) throws Exception {
    try (PtyPair cable = PtyPair.plug(folder)) {
      Process holder =
          new ProcessBuilder("flock", cable.gateway().toString(), "cat")
              .redirectErrorStream(true)
              .start();
      try {
        // cat repeats the line when flock has the lock and has started it
        holder.getOutputStream().write('\n');
        holder.getOutputStream().flush();
        assertEquals('\n', holder.getInputStream().read());
        assertEquals(
            LinkFindings.PORT_BUSY.with("port", cable.gateway()), refusal(cable.gateway()));
      } finally {
        holder.getOutputStream().close();
        assertTrue(holder.waitFor() == 0, "cat ends when its input does");
      }
      open(cable.gateway()).close();
    }
  }
}
