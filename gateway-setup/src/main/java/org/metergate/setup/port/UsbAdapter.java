// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.port;

import java.util.Locale;
import java.util.Optional;

/**
 * A USB adapter with a serial port.
 *
 * @param vendor four lower-case hexadecimal digits, {@code 0403}.
 * @param product four lower-case hexadecimal digits, {@code 6001}.
 * @param maker as the adapter says, or empty.
 * @param name as the adapter says, or empty.
 * @param serialNumber as the adapter says; many have none.
 */
public record UsbAdapter(
    String vendor, String product, String maker, String name, Optional<String> serialNumber) {

  /** The chips of serial adapters, each with what is known about it. */
  public enum Chip {
    /** FT232 and relatives. */
    FTDI("FTDI"),
    /** CP2102 and relatives. */
    CP210X("CP210x"),
    /** CH340, CH341 and relatives. */
    CH34X("CH34x"),
    /** PL2303 and its copies. */
    PL2303("PL2303"),
    /** Anything else, such as an Arduino. */
    OTHER("");

    private final String title;

    Chip(String title) {
      this.title = title;
    }

    /**
     * Returns its name for people.
     *
     * @return empty for an unknown one.
     */
    public String title() {
      return title;
    }
  }

  /** Makes the ids lower case. */
  public UsbAdapter {
    vendor = vendor.toLowerCase(Locale.ROOT);
    product = product.toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the kind of chip, by the maker's number.
   *
   * @return {@link Chip#OTHER} for an unknown one.
   */
  public Chip chip() {
    return switch (vendor) {
      case "0403" -> Chip.FTDI;
      case "10c4" -> Chip.CP210X;
      case "1a86" -> Chip.CH34X;
      case "067b" -> Chip.PL2303;
      default -> Chip.OTHER;
    };
  }

  /**
   * Returns the two numbers that name the kind of adapter.
   *
   * @return for example {@code 0403:6001}.
   */
  public String id() {
    return vendor + ":" + product;
  }

  /** Reads what sysfs has about a USB device; empty if it is none. */
  static Optional<UsbAdapter> read(MachineFiles files, String folder) {
    Optional<String> vendor = files.line(folder + "/idVendor").filter(UsbAdapter::isId);
    Optional<String> product = files.line(folder + "/idProduct").filter(UsbAdapter::isId);
    if (vendor.isEmpty() || product.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new UsbAdapter(
            vendor.get(),
            product.get(),
            files.line(folder + "/manufacturer").map(SysfsText::shown).orElse(""),
            files.line(folder + "/product").map(SysfsText::shown).orElse(""),
            files.line(folder + "/serial").map(SysfsText::shown)));
  }

  private static boolean isId(String text) {
    return text.matches("[0-9A-Fa-f]{4}");
  }
}
