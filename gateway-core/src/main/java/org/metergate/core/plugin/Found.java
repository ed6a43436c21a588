// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.plugin;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The providers of one service by name. Each is made, asked its name and checked on its own.
 *
 * @param <P> the service.
 */
final class Found<P> {
  /** A service whose list cannot be read at all fails again at every step. */
  private static final int FAILURES = 100;

  private final Class<P> service;
  private final Function<P, String> name;
  private final Function<P, Optional<String>> objection;
  private final List<Refusal> refused;
  private final Map<String, P> byName = new TreeMap<>();

  /**
   * Prepares a search.
   *
   * @param service what is looked for.
   * @param name how a provider is called.
   * @param objection a sentence where a provider must not be used.
   * @param refused takes those that are not used.
   */
  Found(
      Class<P> service,
      Function<P, String> name,
      Function<P, Optional<String>> objection,
      List<Refusal> refused) {
    this.service = service;
    this.name = name;
    this.objection = objection;
    this.refused = refused;
  }

  /**
   * Finds and makes all providers.
   *
   * @param loader where to look.
   * @return by name, sorted; the first of a name is kept.
   */
  Map<String, P> search(ClassLoader loader) {
    var providers = ServiceLoader.load(service, loader).stream().iterator();
    for (int failures = 0; failures < FAILURES; ) {
      try {
        if (!providers.hasNext()) {
          return byName;
        }
        take(providers.next());
      } catch (ServiceConfigurationError | LinkageError e) {
        failures++;
        refuse(service.getName(), "It cannot be found or loaded", e);
      }
    }
    return byName;
  }

  private void take(ServiceLoader.Provider<P> provider) {
    String type = provider.type().getName();
    try {
      P made = provider.get();
      String called = name.apply(made);
      Optional<String> sentence = objection.apply(made);
      if (sentence.isPresent()) {
        refused.add(new Refusal(type, sentence.get()));
        return;
      }
      P first = byName.putIfAbsent(called, made);
      if (first != null) {
        String holder = first.getClass().getName();
        refused.add(
            new Refusal(type, "Its name '" + called + "' is already taken by " + holder + "."));
      }
    } catch (VirtualMachineError e) {
      throw e;
    } catch (RuntimeException | Error e) {
      refuse(type, "It fails when it is made or asked for its name", e);
    }
  }

  private void refuse(String what, String sentence, Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String told =
        cause instanceof ServiceConfigurationError ? cause.getMessage() : cause.toString();
    refused.add(new Refusal(what, sentence + ": " + told + "."));
  }
}
