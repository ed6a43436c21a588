// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.keys.proof;

import java.util.List;
import java.util.Optional;
import org.metergate.spi.driver.DriverInfo;
import org.metergate.spi.option.OptionSpec;

/**
 * What the options for the two keys are called in a driver.
 *
 * @param encryption name of the option for the key that decrypts.
 * @param authentication name of the option for the key that authenticates; empty if there is none.
 */
public record KeyOptionNames(String encryption, Optional<String> authentication) {

  /**
   * Looks for them in the description of a driver.
   *
   * @param driver its description.
   * @return empty for a driver that takes no keys of this kind.
   */
  public static Optional<KeyOptionNames> of(DriverInfo driver) {
    List<String> secrets =
        driver.options().stream()
            .filter(option -> option.type() == OptionSpec.Type.SECRET)
            .map(OptionSpec::name)
            .toList();
    Optional<String> authentication =
        secrets.stream().filter(name -> name.contains("auth")).findFirst();
    return secrets.stream()
        .filter(name -> name.contains("encrypt") || name.contains("decrypt"))
        .findFirst()
        .map(name -> new KeyOptionNames(name, authentication));
  }
}
