// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.kit.SampleTraffic;
import org.metergate.setup.port.Holders;
import org.metergate.setup.port.PortFindings;
import org.metergate.setup.port.SerialPort;
import org.metergate.spi.codec.Hex;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.link.LinkUri;

/** {@code probe} without pseudo-terminals: recordings, emulated meters, mistakes. */
@Timeout(120)
class ProbeCommandTest {
  @TempDir Path folder;

  private String recording(byte[] bytes) throws Exception {
    Path file = folder.resolve("meter.rec");
    Files.writeString(
        file, "# metergate-recording 1\n1.0 < " + Hex.of(bytes) + "\n2.0 ! silence\n");
    return "replay:" + file + "?speed=max";
  }

  @Test
  void writesTheConfigurationThatCheckAccepts() throws Exception {
    Path file = folder.resolve("gateway.yaml");
    Run run =
        Run.of("probe", recording(SampleTraffic.DLMS_PUSH.bytes()), "--write", file.toString())
            .ends(0);
    assertTrue(run.out().contains("A meter was recognised: Kamstrup OMNIPOWER"), run.out());
    assertTrue(run.out().contains("    driver: omnipower-dlms"), run.out());
    assertTrue(run.out().contains("'metergate check -c " + file + "'"), run.out());
    assertFalse(run.out().contains("Paste the configuration"), run.out());
    assertTrue(Files.readString(file).startsWith("meters:\n  omnipower:\n"), run.out());
    Files.writeString(file, Files.readString(file) + "journal: { path: j.db }\n");
    Run.of("check", "-c", file.toString()).ends(0);
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(2, files.count(), "nothing else is left");
    }
  }

  @Test
  void neverOverwritesAFileAndWritesNoneWithoutAMeter() throws Exception {
    Path file = Files.writeString(folder.resolve("gateway.yaml"), "mine");
    String link = recording(SampleTraffic.DLMS_PUSH.bytes());
    Run.of("probe", link, "--write", file.toString())
        .refuses(2, file + " exists already; --write never overwrites a file.");
    assertEquals("mine", Files.readString(file));
    Path other = folder.resolve("other.yaml");
    Run run = Run.of("probe", recording(new byte[] {1, 2, 3}), "--write", other.toString()).ends(1);
    assertTrue(run.err().contains("is not written, since no meter was recognised"), run.err());
    assertFalse(Files.exists(other));
  }

  @Test
  void aRecordingThatEndsTooEarlyIsNamed() throws Exception {
    Run run = Run.of("probe", recording(new byte[] {1})).ends(1);
    assertTrue(run.out().contains("The recording ended before anything was certain."), run.out());
  }

  @Test
  void jsonIsOneObjectForEachLink() throws Exception {
    Run run = Run.of("probe", recording(SampleTraffic.P1_ENCRYPTED.bytes()), "--json").ends(0);
    assertEquals(1, run.out().lines().count(), run.out());
    assertTrue(run.out().startsWith("{\"link\":\"replay:"), run.out());
    assertTrue(run.out().contains("\"driver\":\"p1-dtr\""), run.out());
    assertTrue(run.out().contains("\"missing\":[\"encryption-key\"]"), run.out());
  }

  /** What a meter sends may be anything, also what controls a terminal. */
  @Test
  void textOfTheLineControlsNoTerminal() throws Exception {
    byte[] text =
        "\u001b[2J\u001b]0;x\u0007 login: and more than thirty characters here\r\n"
            .getBytes(StandardCharsets.US_ASCII);
    Run run = Run.of("probe", recording(text), "--json");
    assertFalse(run.out().contains("\u001b"), run.out());
  }

  @Test
  void mistakesAreNamedAndNothingIsOpened() throws Exception {
    String name = "Name a LINK, for example serial:/dev/ttyUSB0, or --all.";
    Run.of("probe").refuses(2, name);
    Run.of("probe", "serial:/dev/x", "--all").refuses(2, name);
    Run.of("probe", "serail:/dev/x")
        .refuses(2, "There is no kind of link 'serail'; did you mean 'serial'?");
    assertTrue(Run.of("probe", "serial:ttyUSB0").ends(2).err().contains("full path of a device"));
  }

  @Test
  void aPortThatCannotBeOpenedIsAVerdictWithItsReason() throws Exception {
    Run missing = Run.of("probe", "serial:" + folder.resolve("nothing")).ends(1);
    assertTrue(missing.out().contains("There is no device"), missing.out());
    Run file = Run.of("probe", "serial:" + folder).ends(1);
    assertTrue(file.out().contains("It is a file or a folder, not a serial port."), file.out());
    Path closed = Files.createFile(folder.resolve("closed"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
    Run.of("probe", "serial:" + closed).ends(1);
  }

  @Test
  void namesWidthAndRateOfAnEmulatedPulse() throws Exception {
    Run run = Run.of("probe", "emulator:pulse", "--for", "8s").ends(0);
    assertTrue(run.out().contains("Pulses: "), run.out());
    assertTrue(run.out().contains("    driver: pulse-gpio"), run.out());
  }

  /** The chip of a Pi's Bluetooth must not get what is meant for a meter. */
  @Test
  void allNamesEachPortByTheNameThatStaysButNotThatOfBluetooth() {
    List<SerialPort> ports =
        List.of(
            port("/dev/ttyUSB0", Optional.of("/dev/serial/by-id/usb-FTDI_1")),
            port("/dev/ttyAMA0", Optional.empty(), PortFindings.BLUETOOTH.with()),
            port("/dev/ttyS0", Optional.empty(), PortFindings.ON_HEADER.with()));
    assertEquals(
        List.of("serial:/dev/serial/by-id/usb-FTDI_1", "serial:/dev/ttyS0"),
        ProbeCommand.links(ports).stream().map(LinkUri::toString).toList());
  }

  private static SerialPort port(String device, Optional<String> lasting, Finding... remarks) {
    return new SerialPort(
        device,
        lasting,
        "",
        SerialPort.Kind.BOARD,
        Optional.empty(),
        Optional.empty(),
        new Holders(List.of(), true),
        List.of(remarks));
  }
}
