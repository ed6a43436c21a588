// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.emulator;

import java.util.List;
import java.util.Objects;
import org.metergate.spi.option.OptionSpec;

/**
 * The description of a kind of emulated meter.
 *
 * @param id words joined by dashes, the target of its link: {@code emulator:omnipower}.
 * @param title name for the user.
 * @param driver the id of the driver that reads this meter.
 * @param options what can be set, given as parameters in the name of the link.
 */
public record EmulatorInfo(String id, String title, String driver, List<OptionSpec> options) {

  /** Copies the options and checks that nothing is missing. */
  public EmulatorInfo {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(driver, "driver");
    options = List.copyOf(options);
  }
}
