// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.plugin;

import java.util.List;
import java.util.OptionalInt;
import org.metergate.spi.driver.DriverProvider;
import org.metergate.spi.emulator.EmulatorProvider;
import org.metergate.spi.option.OptionSpec;

/**
 * The description of a plug-in for people.
 *
 * @param kind driver, link or emulated meter.
 * @param name its id or scheme.
 * @param title for people; empty for a link.
 * @param level of the driver interface that it was written for, if it names one.
 * @param source where it comes from.
 * @param options what can be set.
 */
public record PluginInfo(
    String kind,
    String name,
    String title,
    OptionalInt level,
    PluginSource source,
    List<OptionSpec> options) {

  static PluginInfo of(LoadedProvider loadedProvider) {
    String kind = loadedProvider.kind().label();
    PluginSource source = loadedProvider.source().get();
    if (loadedProvider.provider() instanceof DriverProvider driver) {
      var info = driver.info();
      return new PluginInfo(
          kind,
          loadedProvider.name(),
          info.title(),
          OptionalInt.of(info.spiLevel()),
          source,
          info.options());
    }
    if (loadedProvider.provider() instanceof EmulatorProvider emulator) {
      var info = emulator.info();
      String title = info.title() + " (read by " + info.driver() + ")";
      return new PluginInfo(
          kind, loadedProvider.name(), title, OptionalInt.empty(), source, info.options());
    }
    return new PluginInfo(kind, loadedProvider.name(), "", OptionalInt.empty(), source, List.of());
  }
}
