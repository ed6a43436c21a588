// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.plugin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Consumer;

/**
 * The providers of one class loader. Each is loaded, made and asked its name on its own: what is
 * wrong with one is told and costs none of the others. It runs foreign code.
 */
final class Found {
  /** A service whose list cannot be read at all fails again at every step. */
  private static final int FAILURES = 100;

  private final ClassLoader loader;
  private final Consumer<Refusal> refused;
  private final List<Offer> offers = new ArrayList<>();

  private Found(ClassLoader loader, Consumer<Refusal> refused) {
    this.loader = loader;
    this.refused = refused;
  }

  /**
   * Finds and makes all providers of all kinds.
   *
   * @param loader where to look.
   * @param refused takes those that are not used, by the name of their class.
   * @return in the order of their service lists; names may repeat.
   */
  static List<Offer> in(ClassLoader loader, Consumer<Refusal> refused) {
    Found found = new Found(loader, refused);
    for (Kind kind : Kind.values()) {
      found.search(kind, kind.service());
    }
    return found.offers;
  }

  private <P> void search(Kind kind, Class<P> service) {
    var providers = ServiceLoader.load(service, loader).stream().iterator();
    for (int failures = 0; failures < FAILURES; ) {
      try {
        if (!providers.hasNext()) {
          return;
        }
        take(kind, providers.next());
      } catch (ServiceConfigurationError | LinkageError e) {
        failures++;
        refuse(service.getName(), "It cannot be found or loaded", e);
      }
    }
  }

  private void take(Kind kind, ServiceLoader.Provider<?> provider) {
    String type = provider.type().getName();
    try {
      Object made = provider.get();
      String called = kind.nameOf(made);
      Optional<String> sentence = kind.objection(made);
      if (sentence.isPresent()) {
        refused.accept(new Refusal(type, sentence.get()));
        return;
      }
      offers.add(new Offer(kind, called, made, () -> Source.of(made.getClass())));
    } catch (VirtualMachineError e) {
      throw e;
    } catch (RuntimeException | Error e) {
      refuse(type, "It fails when it is made or asked for its name", e);
    }
  }

  private void refuse(String what, String sentence, Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    refused.accept(new Refusal(what, sentence + ": " + Complaint.of(cause) + "."));
  }
}
