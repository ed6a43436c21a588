// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.port;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Files of a machine that does not exist, written below a folder for a test. */
public final class MachineTree implements DeviceNode.Lookup {
  private final Path root;
  private final Map<String, DeviceNode> nodes = new HashMap<>();
  private final Map<String, DeviceNode> kept = new HashMap<>();
  private final Deque<Change> changes = new ArrayDeque<>();

  /** Creates an empty machine. */
  public MachineTree(Path root) {
    this.root = root;
  }

  /** The root of its files. */
  public Path root() {
    return root;
  }

  /** Its files. */
  public MachineFiles files() {
    return new MachineFiles(root);
  }

  /** Where a file of the machine is. */
  public Path at(String path) {
    return root.resolve(path.substring(1));
  }

  /** Writes a file, with the folders above it. */
  public MachineTree file(String path, String text) {
    return file(path, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes a file, with the folders above it. */
  public MachineTree file(String path, byte[] bytes) {
    return change(path, () -> Files.write(at(path), bytes));
  }

  /** Creates a folder. */
  public MachineTree folder(String path) {
    try {
      folders(at(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** Replaces text in a file. */
  public MachineTree replace(String path, String old, String text) {
    try {
      String before = Files.readString(at(path));
      if (!before.contains(old)) {
        throw new IllegalArgumentException(path + " has no '" + old + "'");
      }
      return file(path, before.replace(old, text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes a file or a link. */
  public MachineTree without(String path) {
    if (!Files.exists(at(path), LinkOption.NOFOLLOW_LINKS)) {
      throw new IllegalArgumentException("there is no " + path);
    }
    return change(path, () -> {});
  }

  /** Creates a symbolic link, instead of one of the same name. */
  public MachineTree link(String path, String target) {
    return change(path, () -> Files.createSymbolicLink(at(path), Path.of(target)));
  }

  private interface Change {
    void make() throws IOException;
  }

  /** Removes what is there, and makes something else; {@link #undo} takes that back. */
  private MachineTree change(String path, Change change) {
    Path at = at(path);
    try {
      folders(at.getParent());
      Change before = () -> {};
      if (Files.isSymbolicLink(at)) {
        Path target = Files.readSymbolicLink(at);
        before = () -> Files.createSymbolicLink(at, target);
      } else if (Files.exists(at)) {
        byte[] bytes = Files.readAllBytes(at);
        before = () -> Files.write(at, bytes);
      }
      Change restore = before;
      Files.deleteIfExists(at); // ext4 forces a file that is replaced to the disk
      change.make();
      changes.push(
          () -> {
            Files.deleteIfExists(at);
            restore.make();
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  private void folders(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      folders(folder.getParent());
      Files.createDirectory(folder);
      changes.push(() -> Files.delete(folder));
    }
  }

  /** Takes what is so now for the machine as it is: {@link #undo} returns to it. */
  public MachineTree keep() {
    changes.clear();
    kept.clear();
    kept.putAll(nodes);
    return this;
  }

  /** Takes all changes since {@link #keep} back. */
  public void undo() {
    try {
      while (!changes.isEmpty()) {
        changes.pop().make();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    nodes.clear();
    nodes.putAll(kept);
  }

  /** Creates a device file that this user may use. */
  public MachineTree device(String path, String group) {
    return device(path, new DeviceNode("root", group, "rw-rw----", true));
  }

  /** Creates a device file. */
  public MachineTree device(String path, DeviceNode node) {
    nodes.put(path, node);
    return file(path, "");
  }

  /** Creates a port of the board. */
  public MachineTree boardPort(String tty, String driver, String type) {
    String place = "/sys/devices/platform/soc/serial." + tty;
    folder(place).link(place + "/driver", "../../../../bus/platform/drivers/" + driver);
    file(place + "/tty/" + tty + "/type", type + "\n");
    link(place + "/tty/" + tty + "/device", "../..");
    link("/sys/class/tty/" + tty, "../../devices/platform/soc/serial." + tty + "/tty/" + tty);
    return device("/dev/" + tty, "dialout");
  }

  /** Plugs a USB adapter in; an empty serial number is none. */
  public MachineTree usb(
      String tty, String id, String maker, String name, String serial, String driver) {
    String hub = "/sys/devices/platform/soc/usb1/1-1/1-1." + tty.replaceAll("\\D", "");
    String port = hub + "/1-1:1.0/" + tty;
    file(hub + "/idVendor", id.substring(0, 4) + "\n");
    file(hub + "/idProduct", id.substring(5) + "\n");
    file(hub + "/manufacturer", maker + "\n");
    file(hub + "/product", name + "\n");
    if (!serial.isEmpty()) {
      file(hub + "/serial", serial + "\n");
    }
    link("/sys/bus/usb/devices/1-1." + tty.replaceAll("\\D", ""), "../../../" + hub.substring(5));
    if (driver.isEmpty()) {
      return this; // no driver took it, so there is no tty
    }
    folder(port + "/tty/" + tty).link(port + "/driver", "../../../../bus/drivers/" + driver);
    link(port + "/tty/" + tty + "/device", "../..");
    link("/sys/class/tty/" + tty, "../../" + (port + "/tty/" + tty).substring(5));
    String words = (maker + "_" + name + (serial.isEmpty() ? "" : "_" + serial)).replace(' ', '_');
    link("/dev/serial/by-id/usb-" + words + "-if00-port0", "../../" + tty);
    link("/dev/serial/by-path/platform-usb-0:1." + tty + ":1.0-port0", "../../" + tty);
    return device("/dev/" + tty, "dialout");
  }

  /** Creates a GPIO chip. */
  public MachineTree gpio(int number, String label, int lines) {
    String place = "/sys/devices/platform/soc/gpio." + number;
    folder(place + "/gpiochip" + number);
    link(
        "/sys/bus/gpio/devices/gpiochip" + number,
        "../../../devices/platform/soc/gpio." + number + "/gpiochip" + number);
    String old = place + "/gpio/gpiochip" + (512 + number);
    file(old + "/label", label + "\n").file(old + "/ngpio", lines + "\n");
    link(old + "/device", "../..");
    link(
        "/sys/class/gpio/gpiochip" + (512 + number),
        "../../devices/platform/soc/gpio." + number + "/gpio/gpiochip" + (512 + number));
    return device("/dev/gpiochip" + number, "gpio");
  }

  @Override
  public Optional<DeviceNode> of(String device) {
    Optional<String> real = files().real(device);
    return real.map(nodes::get);
  }
}
