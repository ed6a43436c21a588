// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.plugin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.metergate.spi.driver.DriverInfo;
import org.metergate.spi.driver.DriverProvider;
import org.metergate.spi.emulator.EmulatorProvider;
import org.metergate.spi.link.LinkProvider;

/**
 * The drivers, links and emulated meters of this program, found once at the start by {@code
 * ServiceLoader}. Immutable; any thread may ask.
 */
public final class Plugins {
  private final Map<String, DriverProvider> drivers;
  private final Map<String, LinkProvider> links;
  private final Map<String, EmulatorProvider> emulators;
  private final List<Refusal> refused;

  private Plugins(ClassLoader loader) {
    List<Refusal> refusals = new ArrayList<>();
    drivers =
        new Found<>(DriverProvider.class, driver -> driver.info().id(), Plugins::tooNew, refusals)
            .search(loader);
    links =
        new Found<>(
                LinkProvider.class,
                link -> Objects.requireNonNull(link.scheme(), "scheme"),
                link -> Optional.empty(),
                refusals)
            .search(loader);
    emulators =
        new Found<>(
                EmulatorProvider.class,
                emulator -> emulator.info().id(),
                emulator -> Optional.empty(),
                refusals)
            .search(loader);
    refused = List.copyOf(refusals);
  }

  /**
   * Finds everything; fails for nothing that a single provider does.
   *
   * @param loader whose class path is searched.
   * @return what there is.
   */
  public static Plugins load(ClassLoader loader) {
    return new Plugins(loader);
  }

  /**
   * Returns all drivers.
   *
   * @return sorted by id.
   */
  public List<DriverProvider> drivers() {
    return List.copyOf(drivers.values());
  }

  /**
   * Finds a driver.
   *
   * @param id as in the configuration.
   * @return the driver, or nothing.
   */
  public Optional<DriverProvider> driver(String id) {
    return Optional.ofNullable(drivers.get(id));
  }

  /**
   * Returns the ids of all drivers, to name the nearest right one.
   *
   * @return sorted.
   */
  public List<String> driverIds() {
    return List.copyOf(drivers.keySet());
  }

  /**
   * Returns all links.
   *
   * @return sorted by scheme.
   */
  public List<LinkProvider> links() {
    return List.copyOf(links.values());
  }

  /**
   * Finds a link.
   *
   * @param scheme what stands before the first colon of its name.
   * @return the link, or nothing.
   */
  public Optional<LinkProvider> link(String scheme) {
    return Optional.ofNullable(links.get(scheme));
  }

  /**
   * Returns the schemes of all links, to name the nearest right one.
   *
   * @return sorted.
   */
  public List<String> linkSchemes() {
    return List.copyOf(links.keySet());
  }

  /**
   * Returns all emulated meters.
   *
   * @return sorted by id.
   */
  public List<EmulatorProvider> emulators() {
    return List.copyOf(emulators.values());
  }

  /**
   * Finds an emulated meter.
   *
   * @param id the target of its link.
   * @return its maker, or nothing.
   */
  public Optional<EmulatorProvider> emulator(String id) {
    return Optional.ofNullable(emulators.get(id));
  }

  /**
   * Returns what was found but is not used.
   *
   * @return with the reason of each.
   */
  public List<Refusal> refused() {
    return refused;
  }

  private static Optional<String> tooNew(DriverProvider driver) {
    DriverInfo info = driver.info();
    if (info.spiLevel() <= DriverInfo.SPI_LEVEL) {
      return Optional.empty();
    }
    return Optional.of(
        "The driver '"
            + info.id()
            + "' needs level "
            + info.spiLevel()
            + " of the driver interface, but this program has level "
            + DriverInfo.SPI_LEVEL
            + "; use a newer program or an older driver.");
  }
}
