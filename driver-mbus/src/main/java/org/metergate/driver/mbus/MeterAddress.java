// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.metergate.driver.mbus.request.CustomerNumber;
import org.metergate.driver.mbus.request.MbusRequest;
import org.metergate.driver.mbus.request.SecondaryAddress;
import org.metergate.driver.mbus.telegram.Header;
import org.metergate.spi.driver.MeterOptions;
import org.metergate.spi.option.OptionException;
import org.metergate.spi.option.Options;

/**
 * How a meter is addressed, and which meter may answer.
 *
 * @param option the option that says it.
 * @param requested the address in the questions: 0 to 250, {@link MbusRequest#SELECTED} or {@link
 *     MbusRequest#ANY}.
 * @param selection by which the meter is selected; empty if it is asked by a primary address.
 * @param identification the eight digits that the answer must have; empty if they do not matter.
 */
record MeterAddress(
    String option, int requested, Optional<SecondaryAddress> selection, String identification) {
  static final String ADDRESS = "address";
  static final String SECONDARY = "secondary";
  static final String SERIAL_NUMBER = "serial-number";
  static final String CUSTOMER_NUMBER = "customer-number";

  /**
   * Reads the options that address a meter.
   *
   * @param alone whether no other meter is configured on the line.
   */
  static MeterAddress of(MeterOptions meter, boolean alone) throws OptionException {
    Options options = meter.options();
    Optional<Long> address = options.integer(ADDRESS);
    Optional<String> secondary = options.text(SECONDARY);
    Optional<String> customer = options.text(CUSTOMER_NUMBER);
    if (Stream.of(address, secondary, customer).filter(Optional::isPresent).count() > 1) {
      throw new OptionException(
          secondary.isPresent() ? SECONDARY : CUSTOMER_NUMBER,
          "A meter has one of 'address', 'secondary' and 'customer-number': keep one of them, and"
              + " delete the rest.");
    }
    if (secondary.isPresent()) {
      return selected(secondary.get(), options.text(SERIAL_NUMBER));
    }
    if (options.text(SERIAL_NUMBER).isPresent()) {
      throw new OptionException(
          SERIAL_NUMBER,
          "Option 'serial-number' only adds to 'secondary', which this meter does not have.");
    }
    if (customer.isPresent()) {
      return ofCustomer(customer.get());
    }
    if (address.isEmpty() && !alone) {
      throw new OptionException(
          ADDRESS,
          "Several meters are on this link, so each needs 'address', 'secondary' or"
              + " 'customer-number'; meter '"
              + meter.name()
              + "' has none.");
    }
    return primary(address.orElse((long) MbusRequest.ANY), alone);
  }

  private static MeterAddress primary(long address, boolean alone) throws OptionException {
    if (address == MbusRequest.ANY && !alone) {
      throw new OptionException(
          ADDRESS,
          "All meters answer to address 254, so it is only for a meter that is alone on its link.");
    }
    if (address == MbusRequest.SELECTED) {
      throw new OptionException(
          ADDRESS,
          "Address 253 is that of a meter selected by its secondary address; set 'secondary'"
              + " instead.");
    }
    if (address < 0 || address > MbusRequest.HIGHEST && address != MbusRequest.ANY) {
      throw new OptionException(
          ADDRESS,
          "An address is from 0 to 250, or 254 for the only meter on a line; a number of eight"
              + " digits belongs to 'customer-number' or 'secondary'.");
    }
    return new MeterAddress(ADDRESS, (int) address, Optional.empty(), "");
  }

  private static MeterAddress selected(String secondary, Optional<String> serial)
      throws OptionException {
    SecondaryAddress selection =
        SecondaryAddress.parse(secondary)
            .orElseThrow(
                () ->
                    new OptionException(
                        SECONDARY,
                        "A secondary address has 8 or 16 digits without spaces, like 67211183 or"
                            + " 672111832D2C3504, with zeros in front of a shorter number; F stands"
                            + " for any digit, in the last eight only in pairs."));
    if (serial.isPresent()) {
      if (!serial.get().strip().matches("[0-9]{8}")) {
        throw new OptionException(
            SERIAL_NUMBER,
            "A serial number has eight digits without spaces, like 67211183, with zeros in front"
                + " of a shorter one.");
      }
      selection = selection.withFabrication(serial.get().strip());
    }
    return new MeterAddress(SECONDARY, MbusRequest.SELECTED, Optional.of(selection), "");
  }

  private static MeterAddress ofCustomer(String text) throws OptionException {
    CustomerNumber number =
        CustomerNumber.parse(text)
            .orElseThrow(
                () ->
                    new OptionException(
                        CUSTOMER_NUMBER,
                        "A customer number has 8 to 16 digits without spaces, like 67211183, with"
                            + " zeros in front of a shorter one."));
    return new MeterAddress(
        CUSTOMER_NUMBER, number.primaryAddress(), Optional.empty(), number.identification());
  }

  /**
   * Returns whether a meter can have been given a primary address.
   *
   * @param primary as it stands in the meter's answer.
   * @return true for 1 to 250; 0 is that of meters which were never given one.
   */
  static boolean isAssignable(int primary) {
    return primary >= 1 && primary <= MbusRequest.HIGHEST;
  }

  /** Returns the sentence that two meters of the link have this address. */
  String sharedBy(String meter, String other) {
    String sentence = "Meter '%s' has the same address %s as meter '%s' on this link; %s";
    return String.format(Locale.ROOT, sentence, meter, this, other, toTellApart());
  }

  private String toTellApart() {
    if (selection.isEmpty()) {
      return "if both really have it, give each its 'secondary'.";
    }
    return selection.get().fabrication().isEmpty()
        ? "give each all 16 digits of its own; if both have the same, add its 'serial-number'."
        : "give each the 'serial-number' of its own.";
  }

  /** Returns whether a meter that answered may be the one that is meant. */
  boolean matches(Header header) {
    String identity = header.identity();
    if (identity.isEmpty()) {
      return true; // the answer does not say which meter sent it
    }
    if (!identification.isEmpty()) {
      return identity.equals(identification);
    }
    return selection.isEmpty() || selection.get().matches(digits(header, selection.get()));
  }

  /** Returns the secondary address of a meter; what its header lacks is taken as wanted. */
  private static String digits(Header header, SecondaryAddress wanted) {
    if (header.manufacturer() < 0) {
      return header.identity() + wanted.digits().substring(Identity.DIGITS);
    }
    return Identity.of(header).secondary();
  }

  /**
   * Returns the address as it stands in findings, like the options that say it: {@code 17}, {@code
   * 67211183}, {@code 672111832D2C3504} or {@code 67211183 with the serial number 67211184}.
   */
  @Override
  public String toString() {
    return selection.map(MeterAddress::words).orElse(Integer.toString(requested));
  }

  private static String words(SecondaryAddress wanted) {
    String address = Identity.secondary(wanted.digits());
    return wanted.fabrication().isEmpty()
        ? address
        : address + " with the serial number " + wanted.fabrication();
  }
}
