// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.port;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lists the GPIO chips of a machine by their labels, since their numbers change with the kernel.
 * Nothing is opened.
 */
public final class GpioChips {
  private static final String BUS = "/sys/bus/gpio/devices";
  private static final String CLASS = "/sys/class/gpio";

  private GpioChips() {}

  /**
   * Lists the chips of a machine.
   *
   * @param files its files.
   * @param nodes its device files.
   * @return by number.
   */
  public static List<GpioChip> list(MachineFiles files, DeviceNode.Lookup nodes) {
    Optional<PiBoard> board = files.line("/proc/device-tree/model").flatMap(PiBoard::of);
    Map<String, String> labelled = labelled(files);
    List<GpioChip> chips = new ArrayList<>();
    for (String name : files.names(BUS)) {
      if (name.matches("gpiochip\\d{1,6}")) {
        String parent = parent(files, BUS + "/" + name).orElse("");
        String label = label(files, parent, labelled);
        Optional<Integer> lines =
            Optional.ofNullable(labelled.get(parent))
                .flatMap(folder -> files.line(folder + "/ngpio"))
                .filter(text -> text.matches("\\d{1,6}"))
                .map(Integer::valueOf);
        boolean header = board.filter(pi -> pi.gpioLabel().equals(label)).isPresent();
        chips.add(new GpioChip("/dev/" + name, label, lines, header, nodes.of("/dev/" + name)));
      }
    }
    chips.sort(Comparator.comparingInt(chip -> Integer.parseInt(chip.device().substring(13))));
    return chips;
  }

  /** Maps the device of each chip to its folder in the older interface, which has the label. */
  private static Map<String, String> labelled(MachineFiles files) {
    Map<String, String> folders = new HashMap<>();
    for (String name : files.names(CLASS)) {
      String folder = CLASS + "/" + name;
      if (name.startsWith("gpiochip")) {
        files.real(folder + "/device").ifPresent(device -> folders.put(device, folder));
      }
    }
    return folders;
  }

  private static Optional<String> parent(MachineFiles files, String chip) {
    return files.real(chip).map(real -> real.substring(0, Math.max(1, real.lastIndexOf('/'))));
  }

  private static String label(MachineFiles files, String parent, Map<String, String> labelled) {
    Optional<String> said =
        Optional.ofNullable(labelled.get(parent)).flatMap(folder -> files.line(folder + "/label"));
    String compatible = files.line(parent + "/of_node/compatible").orElse("");
    return said.map(SysfsText::shown).orElseGet(() -> byNode(compatible));
  }

  /** The drivers' labels for the nodes of the device tree, where there is no older interface. */
  private static String byNode(String compatible) {
    if (compatible.contains("rp1-gpio")) {
      return "pinctrl-rp1";
    }
    if (compatible.contains("bcm2711-gpio")) {
      return "pinctrl-bcm2711";
    }
    return compatible.contains("bcm2835-gpio") ? "pinctrl-bcm2835" : "";
  }
}
