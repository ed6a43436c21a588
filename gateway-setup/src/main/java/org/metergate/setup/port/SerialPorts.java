// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.port;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metergate.setup.port.SerialPort.Kind;
import org.metergate.spi.finding.Finding;

/**
 * Lists the serial ports of a machine. Nothing is opened: a search that opens ports, such as that
 * of jSerialComm, raises the lines DTR and RTS also of those that another program holds.
 */
public final class SerialPorts {
  private static final String CLASS = "/sys/class/tty";

  /** Folders with names that last, the best first. */
  private static final List<String> NAMES = List.of("/dev/serial/by-id", "/dev/serial/by-path");

  /** How many folders above the port the USB device is: interface, device, or one more for ACM. */
  private static final int LEVELS_TO_USB = 4;

  private final MachineFiles files;
  private final DeviceNode.Lookup nodes;
  private final Optional<PiBoard> board;
  private final Map<String, String> lastingNames;
  private final HolderSearch holders;

  private SerialPorts(MachineFiles files, DeviceNode.Lookup nodes) {
    this.files = files;
    this.nodes = nodes;
    this.board = files.line("/proc/device-tree/model").flatMap(PiBoard::of);
    this.lastingNames = lastingNames();
    this.holders = new HolderSearch(files);
  }

  /**
   * Lists the ports of this machine.
   *
   * @return USB ports first, then by name.
   */
  public static List<SerialPort> ofThisMachine() {
    MachineFiles files = new MachineFiles(java.nio.file.Path.of("/"));
    return list(files, new DeviceFiles(files));
  }

  /**
   * Lists the ports of a machine.
   *
   * @param files its files.
   * @param nodes its device files.
   * @return USB ports first, then by name.
   */
  public static List<SerialPort> list(MachineFiles files, DeviceNode.Lookup nodes) {
    return new SerialPorts(files, nodes).list();
  }

  private List<SerialPort> list() {
    List<SerialPort> usb = new ArrayList<>();
    List<SerialPort> others = new ArrayList<>();
    for (String tty : files.names(CLASS)) {
      if (isPort(tty)) {
        SerialPort port = port(tty);
        (port.kind() == Kind.USB ? usb : others).add(port);
      }
    }
    usb.addAll(others);
    return usb;
  }

  /**
   * A tty without a device is a terminal of the screen. The kernel also makes ttyS0 to ttyS3 for
   * chips that are not there: their type is 0.
   */
  private boolean isPort(String tty) {
    return tty.matches("tty[A-Za-z][A-Za-z0-9_-]*\\d+")
        && files.exists(CLASS + "/" + tty + "/device")
        && !files.line(CLASS + "/" + tty + "/type").equals(Optional.of("0"));
  }

  private SerialPort port(String tty) {
    String device = "/dev/" + tty;
    String folder = CLASS + "/" + tty + "/device";
    Optional<String> place = files.real(folder);
    Optional<UsbAdapter> adapter = place.flatMap(this::adapter);
    String driver = files.linkText(folder + "/driver").map(SerialPorts::lastPart).orElse("");
    Kind kind = kind(tty, place.orElse(""), driver, adapter.isPresent());
    return new SerialPort(
        device,
        Optional.ofNullable(lastingNames.get(device)),
        driver,
        kind,
        adapter,
        nodes.of(device),
        holders.of(device),
        remarks(tty, kind, adapter));
  }

  private Optional<UsbAdapter> adapter(String place) {
    String folder = place;
    for (int i = 0; i < LEVELS_TO_USB && folder.lastIndexOf('/') > 0; i++) {
      Optional<UsbAdapter> adapter = UsbAdapter.read(files, folder);
      if (adapter.isPresent()) {
        return adapter;
      }
      folder = folder.substring(0, folder.lastIndexOf('/'));
    }
    return Optional.empty();
  }

  private Kind kind(String tty, String place, String driver, boolean usb) {
    if (usb || place.contains("/usb")) {
      return Kind.USB;
    }
    if (tty.startsWith("ttyAMA")) {
      return Kind.PL011;
    }
    boolean mini = driver.contains("8250_bcm2835") || driver.contains("bcm2835-aux-uart");
    return mini || tty.equals("ttyS0") && board.filter(b -> !b.rp1()).isPresent()
        ? Kind.MINI_UART
        : Kind.BOARD;
  }

  private List<Finding> remarks(String tty, Kind kind, Optional<UsbAdapter> adapter) {
    List<Finding> remarks = new ArrayList<>();
    if (board.isPresent() && kind != Kind.USB) {
      boolean bluetooth = PiWiring.isBluetooth(files, board.get(), tty);
      if (PiWiring.isDebugPlug(board.get(), tty)) {
        remarks.add(PortFindings.DEBUG_PLUG.with());
      } else if (bluetooth) {
        remarks.add(PortFindings.BLUETOOTH.with());
      } else if (PiWiring.isOnHeader(files, board.get(), tty)) {
        remarks.add(PortFindings.ON_HEADER.with());
      }
      if (kind == Kind.MINI_UART) {
        remarks.add(PortFindings.MINI_UART.with());
      }
    }
    adapter
        .map(UsbAdapter::chip)
        .ifPresent(
            chip -> {
              if (chip == UsbAdapter.Chip.CH34X) {
                remarks.add(PortFindings.CH34X.with());
              } else if (chip == UsbAdapter.Chip.PL2303) {
                remarks.add(PortFindings.PL2303.with());
              }
            });
    return remarks;
  }

  /** Maps devices to names that last; by-id wins, unless two adapters claim one name. */
  private Map<String, String> lastingNames() {
    Map<String, String> names = new HashMap<>();
    for (String folder : NAMES) {
      for (String name : files.names(folder)) {
        files
            .real(folder + "/" + name)
            .ifPresent(device -> names.putIfAbsent(device, folder + "/" + name));
      }
    }
    return names;
  }

  private static String lastPart(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
