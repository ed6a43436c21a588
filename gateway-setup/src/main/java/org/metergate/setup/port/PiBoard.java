// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.port;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What matters here of the Raspberry Pi models: which serial port is on pins 8 and 10 of the header
 * (GPIO 14 and 15), and which chip has its GPIO lines. From the "UART configuration" and
 * "Conditional filters" pages of the Raspberry Pi documentation.
 */
public enum PiBoard {
  /** Pi 1, all models, and Compute Module 1. */
  ONE("ttyAMA0", "pinctrl-bcm2835", false, "pi1"),
  /** Pi Zero. */
  ZERO("ttyAMA0", "pinctrl-bcm2835", false, "pi0"),
  /** Pi Zero W: as the Zero, but Bluetooth takes the better port. */
  ZERO_W("ttyS0", "pinctrl-bcm2835", true, "pi0", "pi0w"),
  /** Pi Zero 2 W. */
  ZERO_2_W("ttyS0", "pinctrl-bcm2835", true, "pi0", "pi02"),
  /** Pi 2 Model B. */
  TWO("ttyAMA0", "pinctrl-bcm2835", false, "pi2"),
  /** Pi 3 Model B. */
  THREE("ttyS0", "pinctrl-bcm2835", true, "pi3"),
  /** Pi 3 Model A+ and B+. */
  THREE_PLUS("ttyS0", "pinctrl-bcm2835", true, "pi3", "pi3+"),
  /** Compute Module 3 and 3+. */
  COMPUTE_3("ttyAMA0", "pinctrl-bcm2835", false, "pi3", "cm3"),
  /** Pi 4 Model B. */
  FOUR("ttyS0", "pinctrl-bcm2711", true, "pi4"),
  /** Pi 400. */
  FOUR_HUNDRED("ttyS0", "pinctrl-bcm2711", true, "pi4", "pi400"),
  /** Compute Module 4. */
  COMPUTE_4("ttyS0", "pinctrl-bcm2711", true, "pi4", "cm4"),
  /** Pi 5. */
  FIVE("ttyAMA0", "pinctrl-rp1", false, "pi5"),
  /** Pi 500. */
  FIVE_HUNDRED("ttyAMA0", "pinctrl-rp1", false, "pi5", "pi500"),
  /** Compute Module 5. */
  COMPUTE_5("ttyAMA0", "pinctrl-rp1", false, "pi5", "cm5");

  private static final Pattern FIRST = Pattern.compile("Raspberry Pi (Model|Compute Module Rev).*");

  private final String headerPort;
  private final String gpioLabel;
  private final boolean bluetooth;
  private final Set<String> sections;

  PiBoard(String headerPort, String gpioLabel, boolean bluetooth, String... sections) {
    this.headerPort = headerPort;
    this.gpioLabel = gpioLabel;
    this.bluetooth = bluetooth;
    this.sections = Set.of(sections);
  }

  /**
   * Recognises a model by its name.
   *
   * @param model the content of {@code /proc/device-tree/model}: {@code Raspberry Pi 4 Model B Rev
   *     1.4}.
   * @return empty for another machine, and for a model that is not known here.
   */
  public static Optional<PiBoard> of(String model) {
    String name = model.strip();
    if (!name.startsWith("Raspberry Pi ")) {
      return Optional.empty();
    }
    String rest = name.substring("Raspberry Pi ".length());
    if (rest.startsWith("Compute Module")) {
      return compute(name, rest);
    }
    if (FIRST.matcher(name).matches()) {
      return Optional.of(ONE);
    }
    if (rest.startsWith("Zero")) {
      return Optional.of(
          rest.startsWith("Zero 2") ? ZERO_2_W : rest.startsWith("Zero W") ? ZERO_W : ZERO);
    }
    String number = rest.split(" ", 2)[0];
    return Optional.ofNullable(
        switch (number) {
          case "2" -> TWO;
          case "3" -> rest.contains("Plus") ? THREE_PLUS : THREE;
          case "4" -> FOUR;
          case "400" -> FOUR_HUNDRED;
          case "5" -> FIVE;
          case "500" -> FIVE_HUNDRED;
          default -> null;
        });
  }

  private static Optional<PiBoard> compute(String name, String rest) {
    if (FIRST.matcher(name).matches()) {
      return Optional.of(ONE);
    }
    return Optional.ofNullable(
        rest.contains("Module 3")
            ? COMPUTE_3
            : rest.contains("Module 4") ? COMPUTE_4 : rest.contains("Module 5") ? COMPUTE_5 : null);
  }

  /**
   * Returns the port on the header where nothing was changed but that it was switched on.
   *
   * @return for example {@code ttyS0}.
   */
  public String headerPort() {
    return headerPort;
  }

  /**
   * Returns the label of the chip that has the lines of the header.
   *
   * @return for example {@code pinctrl-rp1}.
   */
  public String gpioLabel() {
    return gpioLabel;
  }

  /**
   * Returns whether Bluetooth has the better port (PL011), so that the header has the mini UART.
   *
   * @return true where {@code dtoverlay=disable-bt} exchanges them.
   */
  public boolean bluetoothHasPort() {
    return bluetooth;
  }

  /**
   * Returns whether the header's port is a part of the chip RP1 and {@code serial0} another one.
   *
   * @return true for the Pi 5 and its relatives.
   */
  public boolean rp1() {
    return gpioLabel.equals("pinctrl-rp1");
  }

  /**
   * Returns whether the processor is an ARMv6.
   *
   * @return true for the first models, on which common builds of Java do not run.
   */
  public boolean armv6() {
    return this == ONE || this == ZERO || this == ZERO_W;
  }

  /**
   * Returns whether a section of {@code config.txt} applies to this model.
   *
   * @param section without its brackets, such as {@code pi4}.
   * @return whether it names this model or its family.
   */
  public boolean hasSection(String section) {
    return sections.contains(section);
  }
}
