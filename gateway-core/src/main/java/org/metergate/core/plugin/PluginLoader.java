// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.plugin;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * Loads one entry with a class loader of its own and holds what came of it: offers, refusals,
 * warnings. It is not loaded again until its files change.
 */
final class PluginLoader {
  private static final System.Logger LOG = System.getLogger(PluginLoader.class.getName());

  private final PluginFile pluginFile;
  private final Path scratch;
  private final List<RejectedPlugin> refused = new ArrayList<>();
  private final List<RejectedPlugin> warnings = new ArrayList<>();
  private List<LoadedProvider> loadedProviders = List.of();
  private URLClassLoader loader;
  private PluginSource source;
  private List<String> natives = List.of();
  private TimedCall<Harvest> running;

  private record Harvest(List<LoadedProvider> loadedProviders, List<RejectedPlugin> refused) {}

  /**
   * Looks through the files and begins to load them.
   *
   * @param scratch a folder of its own for copies; removed with the entry.
   */
  PluginLoader(PluginFile pluginFile, ClassLoader parent, Path scratch) {
    this.pluginFile = pluginFile;
    this.scratch = scratch;
    try {
      PluginJars jars = PluginJars.read(pluginFile, Files.createDirectories(scratch));
      source = PluginSource.of(pluginFile.file(), true, jars.manifest());
      natives = jars.natives();
      loader = new URLClassLoader(pluginFile.file().toString(), urls(jars.copies()), parent);
      running = TimedCall.begin("load-" + pluginFile.file().getFileName(), loader, this::harvest);
    } catch (PluginJars.Unfit e) {
      refuse(e.getMessage());
    } catch (IOException e) {
      refuse("There is no room for a copy of it: " + ErrorText.of(e) + ".");
    }
  }

  private Harvest harvest() {
    List<RejectedPlugin> own = new ArrayList<>();
    return new Harvest(ProviderScan.in(loader, own::add), own);
  }

  PluginFile pluginFile() {
    return pluginFile;
  }

  /** The thread that loads, or null where nothing is to be loaded. */
  TimedCall<?> running() {
    return running;
  }

  /** Waits for the thread that loads, until it is too late. To be called once. */
  void settle() throws InterruptedException {
    if (running == null) {
      return;
    }
    try {
      Harvest harvest = running.result(PluginDirectory.DEADLINE);
      harvest.refused().forEach(one -> refuse(one.reason()));
      accept(harvest.loadedProviders());
    } catch (TimeoutException e) {
      refuse(
          "It does not come back from being loaded within "
              + PluginDirectory.DEADLINE.toSeconds()
              + " seconds; it is not tried again until the file changes.");
    } catch (ExecutionException e) {
      refuse("It cannot be loaded: " + ErrorText.of(e.getCause()) + ".");
    } finally {
      running = null;
    }
  }

  private void accept(List<LoadedProvider> found) {
    List<LoadedProvider> own = new ArrayList<>();
    for (LoadedProvider loadedProvider : found) {
      if (loadedProvider.kind() != ProviderKind.LINK && !natives.isEmpty()) {
        refuse(
            "It brings native code ("
                + natives.get(0)
                + "), which only links may, so its "
                + loadedProvider.kind().word()
                + " '"
                + loadedProvider.name()
                + "' is not used.");
        continue;
      }
      Object guarded =
          loadedProvider.kind() == ProviderKind.DRIVER
              ? GuardedDriver.of(loadedProvider.provider())
              : loadedProvider.provider();
      own.add(
          new LoadedProvider(loadedProvider.kind(), loadedProvider.name(), guarded, () -> source));
    }
    loadedProviders = List.copyOf(own);
    if (!natives.isEmpty() && !own.isEmpty()) {
      warnings.add(
          new RejectedPlugin(
              pluginFile.file().toString(),
              "It brings native code (" + natives.get(0) + "), whose errors can end the program."));
    }
    if (loadedProviders.isEmpty() && refused.isEmpty()) {
      refuse("It offers no driver, link or emulated meter: its lists of providers are empty.");
    }
  }

  private void refuse(String reason) {
    if (refused.isEmpty()) { // one sentence a file; what follows is mostly its consequence
      refused.add(new RejectedPlugin(pluginFile.file().toString(), reason));
    }
  }

  List<LoadedProvider> loadedProviders() {
    return loadedProviders;
  }

  List<RejectedPlugin> refused() {
    return refused;
  }

  List<RejectedPlugin> warnings() {
    return warnings;
  }

  /** Lets go of the classes; what still runs of them cannot load any more. */
  void close() {
    loadedProviders = List.of();
    if (loader != null) {
      ResourceBundle.clearCache(loader);
      try {
        loader.close();
      } catch (IOException e) {
        LOG.log(System.Logger.Level.DEBUG, "the jars of " + pluginFile.file() + " stay open", e);
      }
      loader = null;
    }
    TempFolders.remove(scratch);
  }

  private static URL[] urls(List<Path> jars) throws MalformedURLException {
    URL[] urls = new URL[jars.size()];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = jars.get(i).toUri().toURL();
    }
    return urls;
  }
}
