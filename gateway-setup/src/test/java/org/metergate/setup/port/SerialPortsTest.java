// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.setup.port.Holders.By;
import org.metergate.setup.port.SerialPort.Kind;

class SerialPortsTest {
  @TempDir Path root;

  private List<SerialPort> ports(MachineTree tree) {
    return SerialPorts.list(tree.files(), tree);
  }

  private MachineTree pi4() {
    return new MachineTree(root)
        .file("/proc/device-tree/model", "Raspberry Pi 4 Model B Rev 1.4\0")
        .boardPort("ttyS0", "bcm2835-aux-uart", "4")
        .boardPort("ttyAMA0", "uart-pl011", "32")
        .link("/dev/serial0", "ttyS0")
        .link("/dev/serial1", "ttyAMA0");
  }

  @Test
  void namesMakeAndLastingNameOfAUsbAdapterAndListsItFirst() {
    MachineTree tree =
        pi4().usb("ttyUSB0", "0403:6001", "FTDI", "FT232R USB UART", "A50285BI", "ftdi_sio");
    SerialPort port = ports(tree).get(0);
    assertEquals("/dev/ttyUSB0", port.device());
    assertEquals("/dev/serial/by-id/usb-FTDI_FT232R_USB_UART_A50285BI-if00-port0", port.bestName());
    assertEquals(
        new UsbAdapter("0403", "6001", "FTDI", "FT232R USB UART", Optional.of("A50285BI")),
        port.adapter().orElseThrow());
    assertEquals("ftdi_sio", port.driver());
    assertEquals(Kind.USB, port.kind());
  }

  @Test
  void takesTheNameByPathWhereThereIsNoneById() {
    MachineTree tree =
        new MachineTree(root).usb("ttyUSB1", "1a86:7523", "", "USB Serial", "", "ch341-uart");
    tree.without("/dev/serial/by-id/usb-_USB_Serial-if00-port0");
    SerialPort port = ports(tree).get(0);
    assertEquals("/dev/serial/by-path/platform-usb-0:1.ttyUSB1:1.0-port0", port.bestName());
    assertEquals(List.of("port-ch34x"), codes(port));
  }

  @Test
  void knowsTheHeaderTheMiniUartAndBluetoothOfAPi4() {
    List<SerialPort> ports = ports(pi4());
    assertEquals(List.of("ttyAMA0", "ttyS0"), ports.stream().map(SerialPort::tty).toList());
    assertEquals(List.of("port-bluetooth"), codes(ports.get(0)));
    assertEquals(Kind.PL011, ports.get(0).kind());
    assertEquals(List.of("port-on-header", "port-mini-uart"), codes(ports.get(1)));
    assertEquals(Kind.MINI_UART, ports.get(1).kind());
  }

  @Test
  void knowsThatTheFirstSerialPortOfAPi5IsTheDebugPlug() {
    MachineTree tree =
        new MachineTree(root)
            .file("/proc/device-tree/model", "Raspberry Pi 5 Model B Rev 1.0\0")
            .boardPort("ttyAMA0", "uart-pl011", "32")
            .boardPort("ttyAMA10", "uart-pl011", "32")
            .link("/dev/serial0", "ttyAMA10");
    List<SerialPort> ports = ports(tree);
    assertEquals(List.of("port-on-header"), codes(ports.get(0)));
    assertEquals(List.of("port-debug-plug"), codes(ports.get(1)));
  }

  @Test
  void leavesOutPortsWithoutAChipTerminalsAndConsoles() {
    MachineTree tree = new MachineTree(root).boardPort("ttyS1", "serial8250", "0");
    tree.folder("/sys/class/tty/tty1")
        .folder("/sys/class/tty/console")
        .folder("/sys/class/tty/ptmx");
    assertEquals(List.of(), ports(tree));
  }

  @Test
  void seesWhoHoldsAPortByItsOpenFilesItsLockAndItsLockFile() throws IOException {
    MachineTree tree = pi4().usb("ttyUSB0", "0403:6001", "FTDI", "FT232R", "1", "ftdi_sio");
    tree.file("/proc/42/comm", "minicom\n").link("/proc/42/fd/3", "/dev/ttyUSB0");
    tree.file("/proc/43/comm", "java\n").folder("/proc/43/fd");
    Path node = tree.at("/dev/ttyS0");
    long device = ((Number) Files.getAttribute(node, "unix:dev")).longValue();
    tree.file(
        "/proc/locks",
        String.format(
            "1: POSIX  ADVISORY  READ 9 00:11:5 0 EOF%n2: FLOCK  ADVISORY  WRITE 43 %02x:%02x:%s 0 EOF%n",
            HolderSearch.major(device),
            HolderSearch.minor(device),
            Files.getAttribute(node, "unix:ino")));
    tree.file("/proc/44/comm", "cu\n").folder("/proc/44/fd");
    tree.file("/run/lock/LCK..ttyAMA0", "        44\n");
    List<SerialPort> ports = ports(tree);
    assertEquals(
        List.of(new Holders.Holder(42, "minicom", By.OPEN)), ports.get(0).holders().known());
    assertEquals(
        List.of(new Holders.Holder(44, "cu", By.LOCK_FILE)), ports.get(1).holders().known());
    assertEquals(List.of(new Holders.Holder(43, "java", By.LOCK)), ports.get(2).holders().known());
    assertTrue(ports.get(0).holders().complete());
  }

  @Test
  void saysWhereAnotherUsersProcessCannotBeSeen() {
    MachineTree tree = pi4().file("/proc/42/comm", "minicom\n"); // its folder fd is unreadable
    assertFalse(ports(tree).get(0).holders().complete());
    assertEquals(List.of(), ports(tree).get(0).holders().known());
  }

  @Test
  void aLockFileOfAProcessThatHasEndedHoldsNothing() {
    MachineTree tree = pi4().file("/run/lock/LCK..ttyS0", "999\n");
    assertEquals(List.of(), ports(tree).get(1).holders().known());
  }

  @Test
  void seesTheConsoleOfTheKernel() {
    MachineTree tree =
        pi4().file("/proc/consoles", "ttyS0                -W- (EC   p a)    4:64\n");
    assertEquals(By.CONSOLE, ports(tree).get(1).holders().known().get(0).by());
    assertEquals(List.of(), ports(tree).get(0).holders().known());
  }

  @Test
  void aLinkOutOfTheRootIsNotFollowed() {
    MachineTree tree = new MachineTree(root.resolve("machine"));
    new MachineTree(root).file("/other/model", "Raspberry Pi 5");
    tree.link("/proc/device-tree", "../../other");
    assertEquals(Optional.empty(), tree.files().real("/proc/device-tree/model"));
    assertEquals(List.of(), tree.files().names("/proc/device-tree"));
    assertEquals(Optional.empty(), tree.files().line("/proc/device-tree/model"));
  }

  @Test
  void oddFilesGiveNoExceptionWhateverIsInThem() throws IOException {
    MachineTree tree = pi4().usb("ttyUSB0", "0403:6001", "FTDI", "FT232R", "1", "ftdi_sio");
    tree.gpio(0, "pinctrl-bcm2711", 58).file("/proc/locks", "").file("/proc/1/comm", "x");
    tree.file("/run/lock/LCK..ttyS0", "1").file("/proc/consoles", "");
    List<Path> files;
    try (var all = Files.walk(root)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    Random random = new Random(16);
    for (int round = 0; round < 300; round++) {
      Path file = files.get(random.nextInt(files.size()));
      byte[] bytes = new byte[random.nextInt(4) == 0 ? 200_000 : random.nextInt(40)];
      random.nextBytes(bytes);
      Files.delete(file); // a file that is cut off and written again is forced to the disk
      Files.write(file, bytes);
      List<SerialPort> ports = ports(tree);
      assertTrue(ports.size() <= 3);
      GpioChips.list(tree.files(), tree);
      PortsJson.of(ports, GpioChips.list(tree.files(), tree), finding -> "");
    }
  }

  @Test
  void findsTheChipWithTheLinesOfTheHeaderByItsLabelWhateverItsNumber() {
    MachineTree tree =
        new MachineTree(root).file("/proc/device-tree/model", "Raspberry Pi 5 Model B Rev 1.0\0");
    tree.gpio(0, "gpio-brcmstb@107d508500", 32).gpio(4, "pinctrl-rp1", 54).gpio(11, "x", 2);
    List<GpioChip> chips = GpioChips.list(tree.files(), tree);
    assertEquals(
        List.of("/dev/gpiochip0", "/dev/gpiochip4", "/dev/gpiochip11"),
        chips.stream().map(GpioChip::device).toList());
    assertEquals(List.of(false, true, false), chips.stream().map(GpioChip::header).toList());
    assertEquals(Optional.of(54), chips.get(1).lines());
  }

  @Test
  void jsonHasWhatAProgramNeedsToChooseAPort() {
    MachineTree tree = pi4().usb("ttyUSB0", "0403:6001", "FTDI", "FT \"232\"", "1", "ftdi_sio");
    String json = PortsJson.of(ports(tree), List.of(), finding -> "Sentence.");
    assertTrue(
        json.startsWith("{\"serialPorts\":[{\"device\":\"/dev/ttyUSB0\",\"link\":\"serial:"), json);
    assertTrue(json.contains("\"name\":\"FT \\\"232\\\"\""), json);
    assertTrue(json.contains("{\"code\":\"port-mini-uart\",\"sentence\":\"Sentence.\"}"), json);
  }

  private static List<String> codes(SerialPort port) {
    return port.remarks().stream().map(remark -> remark.code().id()).toList();
  }
}
