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
 * Loads one plug-in file with a class loader of its own and holds the result: providers, refusals,
 * warnings. The file is not loaded again until it changes.
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
  private TimedCall<ScanResult> running;

  private record ScanResult(List<LoadedProvider> loadedProviders, List<RejectedPlugin> refused) {}

  /**
   * Checks the files and begins to load them.
   *
   * @param scratch a folder of its own for copies; removed when this loader is closed.
   */
  PluginLoader(PluginFile pluginFile, ClassLoader parent, Path scratch) {
    this.pluginFile = pluginFile;
    this.scratch = scratch;
    try {
      PluginJars jars = PluginJars.read(pluginFile, Files.createDirectories(scratch));
      source = PluginSource.of(pluginFile.file(), true, jars.manifest());
      natives = jars.natives();
      loader = new URLClassLoader(pluginFile.file().toString(), urls(jars.copies()), parent);
      running = TimedCall.begin("load-" + pluginFile.file().getFileName(), loader, this::scan);
    } catch (PluginJars.Unfit e) {
      refuse(e.getMessage());
    } catch (IOException e) {
      refuse("There is no space for a copy of it: " + ErrorText.of(e) + ".");
    }
  }

  private ScanResult scan() {
    List<RejectedPlugin> own = new ArrayList<>();
    return new ScanResult(ProviderScan.in(loader, own::add), own);
  }

  PluginFile pluginFile() {
    return pluginFile;
  }

  /** Returns the call that loads, or null if nothing is being loaded. */
  TimedCall<?> running() {
    return running;
  }

  /** Waits for the thread that loads, until the deadline. Must be called once. */
  void finishLoading() throws InterruptedException {
    if (running == null) {
      return;
    }
    try {
      ScanResult scanResult = running.result(PluginDirectory.DEADLINE);
      scanResult.refused().forEach(one -> refuse(one.reason()));
      accept(scanResult.loadedProviders());
    } catch (TimeoutException e) {
      refuse(
          "It was not loaded within "
              + PluginDirectory.DEADLINE.toSeconds()
              + " seconds; it will not be tried again until the file changes.");
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
            "It contains native code ("
                + natives.get(0)
                + "), which only links may have, so its "
                + loadedProvider.kind().label()
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
              "It contains native code ("
                  + natives.get(0)
                  + "), whose errors can end the program."));
    }
    if (loadedProviders.isEmpty() && refused.isEmpty()) {
      refuse("It offers no driver, link or emulated meter: its lists of providers are empty.");
    }
  }

  private void refuse(String reason) {
    if (refused.isEmpty()) { // one sentence per file: later ones mostly follow from it
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

  /** Releases the classes; code of them that still runs cannot load any more classes. */
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
