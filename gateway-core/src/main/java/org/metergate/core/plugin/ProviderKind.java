// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.plugin;

import java.util.Objects;
import java.util.Optional;
import org.metergate.spi.driver.DriverInfo;
import org.metergate.spi.driver.DriverProvider;
import org.metergate.spi.emulator.EmulatorProvider;
import org.metergate.spi.link.LinkProvider;

/** What the program can be extended by. */
enum ProviderKind {
  /** Reads a kind of meter; called by its id. */
  DRIVER(DriverProvider.class, "driver"),
  /** Opens a kind of link; called by its scheme. */
  LINK(LinkProvider.class, "link"),
  /** Pretends to be a meter; called by its id. */
  EMULATOR(EmulatorProvider.class, "emulated meter");

  private final Class<?> service;
  private final String word;

  ProviderKind(Class<?> service, String word) {
    this.service = service;
    this.word = word;
  }

  /** The interface that providers implement. */
  Class<?> service() {
    return service;
  }

  /** How people call it. */
  String word() {
    return word;
  }

  /** Asks a provider for its name. */
  String nameOf(Object provider) {
    return switch (this) {
      case DRIVER -> ((DriverProvider) provider).info().id();
      case LINK -> Objects.requireNonNull(((LinkProvider) provider).scheme(), "scheme");
      case EMULATOR -> ((EmulatorProvider) provider).info().id();
    };
  }

  /** Says why a provider must not be used. */
  Optional<String> objection(Object provider) {
    if (this != DRIVER) {
      return Optional.empty();
    }
    DriverInfo info = ((DriverProvider) provider).info();
    if (!info.id().matches("[a-z0-9]+(-[a-z0-9]+)*")) {
      return Optional.of("Its id '" + info.id() + "' is not made of small letters, digits and -.");
    }
    return SpiLevel.objection("The driver '" + info.id() + "'", info.spiLevel());
  }
}
