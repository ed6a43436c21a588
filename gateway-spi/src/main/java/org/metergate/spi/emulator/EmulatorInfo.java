// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.emulator;

import java.util.List;
import java.util.Objects;
import org.metergate.spi.driver.DriverInfo.Needs;
import org.metergate.spi.option.OptionSpec;

/**
 * What an emulated meter says of itself.
 *
 * @param id words with dashes, the target of its link: {@code emulator:omnipower}.
 * @param title for people.
 * @param driver the id of the driver that reads it.
 * @param options what can be set, as parameters of the link's name.
 * @param carries what comes out of it, bytes or edges.
 */
public record EmulatorInfo(
    String id, String title, String driver, List<OptionSpec> options, Needs carries) {

  /**
   * Describes a meter that sends bytes.
   *
   * @param id words with dashes.
   * @param title for people.
   * @param driver the id of the driver that reads it.
   * @param options what can be set.
   */
  public EmulatorInfo(String id, String title, String driver, List<OptionSpec> options) {
    this(id, title, driver, options, Needs.BYTES);
  }

  /** Copies the options and checks that nothing is missing. */
  public EmulatorInfo {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(driver, "driver");
    Objects.requireNonNull(carries, "carries");
    options = List.copyOf(options);
  }
}
