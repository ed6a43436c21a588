// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.plugin;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.metergate.spi.driver.DriverProvider;
import org.metergate.spi.emulator.EmulatorLinks;
import org.metergate.spi.emulator.EmulatorProvider;
import org.metergate.spi.link.LinkProvider;
import org.metergate.spi.option.NearestName;

/** The drivers, links and emulated meters that were found: an immutable snapshot. Any thread. */
public final class Plugins {
  private final Map<ProviderKind, Map<String, LoadedProvider>> loadedProviders =
      new EnumMap<>(ProviderKind.class);
  private final List<RejectedPlugin> refused = new ArrayList<>();
  private final List<RejectedPlugin> warnings = new ArrayList<>();
  private final List<PluginLoader> loaders;

  private Plugins(List<PluginLoader> loaders) {
    this.loaders = List.copyOf(loaders);
    for (ProviderKind kind : ProviderKind.values()) {
      loadedProviders.put(kind, new TreeMap<>());
    }
  }

  /**
   * Finds the plug-ins of a class loader; no error of a single provider makes this fail.
   *
   * @param loader whose class path is searched.
   * @return the plug-ins that were found.
   */
  public static Plugins load(ClassLoader loader) {
    Plugins plugins = new Plugins(List.of());
    for (LoadedProvider loadedProvider : ProviderScan.in(loader, plugins.refused::add)) {
      plugins.add(loadedProvider, loadedProvider.provider().getClass().getName());
    }
    return plugins;
  }

  /** Adds the dropped-in plug-ins; the first of a name is kept, and built-in ones come first. */
  static Plugins of(
      Plugins builtIn,
      List<PluginLoader> loaders,
      List<RejectedPlugin> unreadable,
      List<RejectedPlugin> ofAccess) {
    Plugins plugins = new Plugins(loaders);
    builtIn.loadedProviders.forEach(
        (kind, byName) -> plugins.loadedProviders.get(kind).putAll(byName));
    plugins.refused.addAll(builtIn.refused);
    plugins.refused.addAll(unreadable);
    plugins.warnings.addAll(ofAccess);
    for (PluginLoader loader : loaders) {
      plugins.refused.addAll(loader.refused());
      plugins.warnings.addAll(loader.warnings());
      loader
          .loadedProviders()
          .forEach(
              loadedProvider -> plugins.add(loadedProvider, loader.pluginFile().file().toString()));
    }
    plugins.passEmulators();
    return plugins;
  }

  /**
   * Adds a driver of the program's own.
   *
   * @param driver with an id that no other has.
   * @return another snapshot with the same plug-ins and this one.
   */
  public Plugins with(DriverProvider driver) {
    Plugins more = new Plugins(loaders);
    loadedProviders.forEach((kind, byName) -> more.loadedProviders.get(kind).putAll(byName));
    more.refused.addAll(refused);
    more.warnings.addAll(warnings);
    String id = driver.info().id();
    Supplier<PluginSource> source = () -> PluginSource.of(driver.getClass());
    more.add(new LoadedProvider(ProviderKind.DRIVER, id, driver, source), id);
    return more;
  }

  /** Passes the list of emulated meters to links that need it; one that fails gets none. */
  private void passEmulators() {
    for (LinkProvider link : links()) {
      try {
        if (link instanceof EmulatorLinks emulatorLinks) {
          emulatorLinks.emulators(emulators());
        }
      } catch (RuntimeException | Error e) {
        refused.add(
            new RejectedPlugin(
                link.getClass().getName(),
                "It does not accept the list of emulated meters: " + ErrorText.of(e) + "."));
      }
    }
  }

  private void add(LoadedProvider loadedProvider, String what) {
    LoadedProvider first =
        loadedProviders
            .get(loadedProvider.kind())
            .putIfAbsent(loadedProvider.name(), loadedProvider);
    if (first != null) {
      PluginSource source = first.source().get();
      String holder =
          source.dropped() ? source.file().toString() : first.provider().getClass().getName();
      RejectedPlugin taken =
          new RejectedPlugin(
              what, "Its name '" + loadedProvider.name() + "' is already taken by " + holder + ".");
      if (!refused.contains(taken)) { // a jar may have a driver and an emulated meter of a name
        refused.add(taken);
      }
    }
  }

  /** Returns the loaders of the dropped-in files of this snapshot. */
  List<PluginLoader> loaders() {
    return loaders;
  }

  private <P> List<P> all(ProviderKind kind, Class<P> service) {
    return loadedProviders.get(kind).values().stream()
        .map(o -> service.cast(o.provider()))
        .toList();
  }

  private <P> Optional<P> one(ProviderKind kind, Class<P> service, String name) {
    return Optional.ofNullable(loadedProviders.get(kind).get(name))
        .map(o -> service.cast(o.provider()));
  }

  /**
   * Describes everything that is used.
   *
   * @return drivers, links, emulated meters, each sorted by name.
   */
  public List<PluginInfo> pluginInfo() {
    return loadedProviders.values().stream()
        .flatMap(byName -> byName.values().stream())
        .map(PluginInfo::of)
        .toList();
  }

  /**
   * Returns whether a driver came as a jar in a drivers folder.
   *
   * @param driver from any snapshot.
   * @return false for one of the program's own.
   */
  public static boolean isDroppedIn(DriverProvider driver) {
    return driver instanceof GuardedDriver;
  }

  /**
   * Returns the provider itself, to see what it offers in addition: that of a dropped-in driver is
   * guarded, and what guards it creates drivers only. Calls of a dropped-in one may throw anything
   * and take any time.
   *
   * @param driver from any snapshot.
   * @return the object that the jar made, or the same for one of the program's own.
   */
  public static DriverProvider unguarded(DriverProvider driver) {
    return driver instanceof GuardedDriver guarded ? guarded.provider() : driver;
  }

  /**
   * Finds the class loader of a driver's sentences.
   *
   * @param driver from this snapshot.
   * @return the driver's own class loader.
   */
  public static ClassLoader loaderOf(DriverProvider driver) {
    return driver instanceof GuardedDriver guarded
        ? guarded.loader()
        : driver.getClass().getClassLoader();
  }

  /**
   * Returns all drivers.
   *
   * @return sorted by id.
   */
  public List<DriverProvider> drivers() {
    return all(ProviderKind.DRIVER, DriverProvider.class);
  }

  /**
   * Returns what to say of a driver that is not there.
   *
   * @param id what was typed.
   * @return sentences with the driver that was probably meant, or with all of them and where the
   *     jar of another one belongs.
   */
  public String unknownDriver(String id) {
    String jar =
        NearestName.to(id, driverIds()).isPresent()
            ? ""
            : " A driver that comes as a jar belongs in a folder of drivers, which 'metergate"
                + " drivers --help' names.";
    return NearestName.unknown("driver", id, driverIds()) + jar;
  }

  /**
   * Finds a driver.
   *
   * @param id as in the configuration.
   * @return the driver, or nothing.
   */
  public Optional<DriverProvider> driver(String id) {
    return one(ProviderKind.DRIVER, DriverProvider.class, id);
  }

  /**
   * Returns the ids of all drivers, to name the nearest right one.
   *
   * @return sorted.
   */
  public List<String> driverIds() {
    return List.copyOf(loadedProviders.get(ProviderKind.DRIVER).keySet());
  }

  /**
   * Returns all links.
   *
   * @return sorted by scheme.
   */
  public List<LinkProvider> links() {
    return all(ProviderKind.LINK, LinkProvider.class);
  }

  /**
   * Finds a link.
   *
   * @param scheme the part of its name before the first colon.
   * @return the link, or nothing.
   */
  public Optional<LinkProvider> link(String scheme) {
    return one(ProviderKind.LINK, LinkProvider.class, scheme);
  }

  /**
   * Returns the schemes of all links, to name the nearest right one.
   *
   * @return sorted.
   */
  public List<String> linkSchemes() {
    return List.copyOf(loadedProviders.get(ProviderKind.LINK).keySet());
  }

  /**
   * Returns all emulated meters.
   *
   * @return sorted by id.
   */
  public List<EmulatorProvider> emulators() {
    return all(ProviderKind.EMULATOR, EmulatorProvider.class);
  }

  /**
   * Finds an emulated meter.
   *
   * @param id the target of its link.
   * @return its provider, or nothing.
   */
  public Optional<EmulatorProvider> emulator(String id) {
    return one(ProviderKind.EMULATOR, EmulatorProvider.class, id);
  }

  /**
   * Returns the plug-ins that were found but are not used.
   *
   * @return with the reason of each.
   */
  public List<RejectedPlugin> refused() {
    return List.copyOf(refused);
  }

  /**
   * Returns the plug-ins that are used but need a warning.
   *
   * @return with a sentence each.
   */
  public List<RejectedPlugin> warnings() {
    return List.copyOf(warnings);
  }
}
