// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.plugin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Consumer;

/**
 * Finds the providers of one class loader. Each is loaded, created and asked for its name on its
 * own: an error of one is reported and does not affect the others. This runs third-party code.
 */
final class ProviderScan {
  /** A limit, since a service whose list cannot be read at all fails again at every step. */
  private static final int FAILURES = 100;

  private final ClassLoader loader;
  private final Consumer<RejectedPlugin> refused;
  private final List<LoadedProvider> loadedProviders = new ArrayList<>();

  private ProviderScan(ClassLoader loader, Consumer<RejectedPlugin> refused) {
    this.loader = loader;
    this.refused = refused;
  }

  /**
   * Finds and creates all providers of all kinds.
   *
   * @param loader whose service lists are read.
   * @param refused takes those that are not used, by the name of their class.
   * @return the providers in the order of their service lists; names may repeat.
   */
  static List<LoadedProvider> in(ClassLoader loader, Consumer<RejectedPlugin> refused) {
    ProviderScan providerScan = new ProviderScan(loader, refused);
    for (ProviderKind kind : ProviderKind.values()) {
      providerScan.search(kind, kind.service());
    }
    return providerScan.loadedProviders;
  }

  private <P> void search(ProviderKind kind, Class<P> service) {
    var providers = ServiceLoader.load(service, loader).stream().iterator();
    for (int failures = 0; failures < FAILURES; ) {
      try {
        if (!providers.hasNext()) {
          return;
        }
        load(kind, providers.next());
      } catch (ServiceConfigurationError | LinkageError e) {
        failures++;
        refuse(service.getName(), "It cannot be found or loaded", e);
      }
    }
  }

  private void load(ProviderKind kind, ServiceLoader.Provider<?> provider) {
    String type = provider.type().getName();
    try {
      Object instance = provider.get();
      String name = kind.nameOf(instance);
      Optional<String> sentence = kind.objection(instance);
      if (sentence.isPresent()) {
        refused.accept(new RejectedPlugin(type, sentence.get()));
        return;
      }
      loadedProviders.add(
          new LoadedProvider(kind, name, instance, () -> PluginSource.of(instance.getClass())));
    } catch (VirtualMachineError e) {
      throw e;
    } catch (RuntimeException | Error e) {
      refuse(type, "It fails when it is created or asked for its name", e);
    }
  }

  private void refuse(String what, String sentence, Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    refused.accept(new RejectedPlugin(what, sentence + ": " + ErrorText.of(cause) + "."));
  }
}
