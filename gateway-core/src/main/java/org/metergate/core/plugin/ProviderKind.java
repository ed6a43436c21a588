// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.plugin;

import java.util.Objects;
import java.util.Optional;
import org.metergate.spi.driver.DriverInfo;
import org.metergate.spi.driver.DriverProvider;
import org.metergate.spi.emulator.EmulatorProvider;
import org.metergate.spi.link.LinkProvider;

/** The kinds of plug-ins. */
enum ProviderKind {
  /** Reads a kind of meter; named by its id. */
  DRIVER(DriverProvider.class, "driver"),
  /** Opens a kind of link; named by its scheme. */
  LINK(LinkProvider.class, "link"),
  /** Emulates a meter; named by its id. */
  EMULATOR(EmulatorProvider.class, "emulated meter");

  private final Class<?> service;
  private final String label;

  ProviderKind(Class<?> service, String label) {
    this.service = service;
    this.label = label;
  }

  /** Returns the interface that providers implement. */
  Class<?> service() {
    return service;
  }

  /** Returns the name of the kind for people. */
  String label() {
    return label;
  }

  /** Asks a provider for its name. */
  String nameOf(Object provider) {
    return switch (this) {
      case DRIVER -> ((DriverProvider) provider).info().id();
      case LINK -> Objects.requireNonNull(((LinkProvider) provider).scheme(), "scheme");
      case EMULATOR -> ((EmulatorProvider) provider).info().id();
    };
  }

  /** Returns why a provider must not be used, or nothing. */
  Optional<String> objection(Object provider) {
    if (this != DRIVER) {
      return Optional.empty();
    }
    DriverInfo info = ((DriverProvider) provider).info();
    if (!info.id().matches("[a-z0-9]+(-[a-z0-9]+)*")) {
      return Optional.of(
          "Its id '"
              + info.id()
              + "' must consist of lower-case letters, digits and single hyphens.");
    }
    return SpiLevel.objection("The driver '" + info.id() + "'", info.spiLevel());
  }
}
