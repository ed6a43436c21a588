// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metergate.config.MeterConfig;
import org.metergate.core.plugin.Plugins;
import org.metergate.spi.option.OptionSpec;
import org.metergate.spi.option.Secret;

/**
 * The keys and passwords of a meter that only its driver or its emulated meter knows to be secret:
 * options and link parameters of type SECRET, whatever their names are.
 */
final class LinkedSecrets {
  private LinkedSecrets() {}

  static List<Secret> of(MeterConfig meter, Plugins plugins) {
    List<Secret> secrets = new ArrayList<>();
    plugins
        .driver(meter.driver())
        .ifPresent(
            driver ->
                secretNames(driver.info().options())
                    .forEach(
                        name ->
                            Optional.ofNullable(meter.options().get(name))
                                .ifPresent(secrets::add)));
    plugins
        .emulator(meter.link().target())
        .ifPresent(
            emulator ->
                secretNames(emulator.info().options())
                    .forEach(
                        name ->
                            meter.link().parameter(name).map(Secret::new).ifPresent(secrets::add)));
    return secrets;
  }

  private static List<String> secretNames(List<OptionSpec> options) {
    return options.stream()
        .filter(option -> option.type() == OptionSpec.Type.SECRET)
        .map(OptionSpec::name)
        .toList();
  }
}
