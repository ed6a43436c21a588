// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class DoctorCommandTest {
  @TempDir Path root;

  @BeforeEach
  void prepare() throws IOException {
    file("proc/device-tree/model", "Raspberry Pi 4 Model B Rev 1.4\0");
    file("proc/cmdline", "console=ttyS0,115200 root=x");
    file("boot/firmware/config.txt", "enable_uart=1\n");
    file("proc/mounts", "/dev/mmcblk0p2 / ext4 rw 0 0\n");
    file("sys/devices/soc/serial/tty/ttyS0/type", "4\n");
    Files.createDirectories(root.resolve("sys/class/tty"));
    Files.createSymbolicLink(
        root.resolve("sys/class/tty/ttyS0"), Path.of("../../devices/soc/serial/tty/ttyS0"));
    Files.createSymbolicLink(
        root.resolve("sys/devices/soc/serial/tty/ttyS0/device"), Path.of("../.."));
    file("dev/ttyS0", "");
    Files.createSymbolicLink(root.resolve("dev/serial0"), Path.of("ttyS0"));
  }

  private void file(String name, String text) throws IOException {
    Files.createDirectories(root.resolve(name).getParent());
    Files.writeString(root.resolve(name), text);
  }

  private static void isJson(String text) throws IOException {
    assertEquals(1, text.lines().count());
    try (JsonParser parser = new JsonFactory().createParser(text)) {
      while (parser.nextToken() != null) {
        continue;
      }
    }
  }

  @Test
  void saysWhatIsWrongWithItsFixAndWhatIsGood() {
    Run run = Run.of("doctor", "--root", root.toString()).ends(1);
    assertTrue(
        run.out().startsWith("This machine: Raspberry Pi 4 Model B Rev 1.4, Java "), run.out());
    assertTrue(
        run.out()
            .contains("wrong (console): The kernel's console types its messages into /dev/ttyS0"),
        run.out());
    assertTrue(run.out().contains("  To do: Answer in sudo raspi-config"), run.out());
    assertTrue(run.out().contains("note (header-port): The header has the mini UART"), run.out());
    assertTrue(run.out().matches("(?s).*\nGood: .*board.*"), run.out());
    assertFalse(run.out().contains("{"), run.out());
  }

  @Test
  void printsTheSameForPrograms() throws IOException {
    Run run = Run.of("doctor", "--root", root.toString(), "--json").ends(1);
    isJson(run.out());
    assertTrue(
        run.out()
            .contains(
                "{\"topic\":\"console\",\"outcome\":\"wrong\",\"code\":\"machine-console\",\"parameters\":{\"port\":\"/dev/ttyS0\"}"),
        run.out());
  }

  @Test
  void usesWhatCanBeReadOfAConfigurationWithMistakes() throws IOException {
    Path config = root.resolve("gateway.yaml");
    Files.writeString(
        config, "meters: { a: { driver: omnipower-dlms, link: \"serial:/dev/ttyUSB9\", x: 1 } }\n");
    Run run = Run.of("doctor", "--root", root.toString(), "-c", config.toString()).ends(1);
    assertTrue(run.err().contains("has mistakes, which 'metergate check' lists"), run.err());
    assertTrue(run.out().contains("There is no /dev/ttyUSB9"), run.out());
    assertFalse(run.out().contains("console types"), run.out());
  }

  @Test
  void refusesAConfigurationThatIsNotThere() {
    Run run = Run.of("doctor", "-c", root.resolve("none.yaml").toString()).ends(2);
    assertTrue(run.err().contains("none.yaml"), run.err());
  }

  @Test
  void listsPortsWithoutOpeningThem() throws IOException {
    Run run = Run.of("ports", "--root", root.toString()).ends(0);
    assertTrue(run.out().startsWith("serial:/dev/ttyS0\n    mini UART of the board\n"), run.out());
    assertTrue(
        run.out().contains("This port is on pins 8 (out) and 10 (in) of the header."), run.out());
    isJson(Run.of("ports", "--root", root.toString(), "--json").ends(0).out());
  }

  @Test
  void saysWhereThereIsNoPort() throws IOException {
    Run run = Run.of("ports", "--root", root.resolve("boot").toString()).ends(1);
    assertEquals("", run.out());
    assertTrue(run.err().contains("There is no serial port here."), run.err());
  }
}
