// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;

/**
 * Runs an action on SIGUSR1 and, where it is available, SIGHUP. The native part of the serial
 * library sets both to "ignored" when it is loaded, and Java then refuses to handle SIGHUP: so the
 * handlers must be registered again whenever the library may have been loaded. The platform gives
 * access to signals only through a class outside its standard, which is therefore looked up by
 * name.
 */
final class ReloadSignals {
  private static final System.Logger LOG = System.getLogger(ReloadSignals.class.getName());
  private static final List<String> NAMES = List.of("USR1", "HUP");

  private final Runnable action;

  /** Registers nothing yet; {@code action} runs on a thread of the platform for each signal. */
  ReloadSignals(Runnable action) {
    this.action = action;
  }

  /** Registers the handlers; may be called repeatedly. */
  void register() {
    for (String name : NAMES) {
      try {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        InvocationHandler calls =
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "handle" -> {
                    action.run();
                    yield null;
                  }
                  case "equals" -> proxy == arguments[0];
                  case "hashCode" -> System.identityHashCode(proxy);
                  default -> "reload";
                };
        Object proxy = Proxy.newProxyInstance(null, new Class<?>[] {handler}, calls);
        signal
            .getMethod("handle", signal, handler)
            .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
      } catch (ReflectiveOperationException | IllegalArgumentException e) {
        LOG.log(System.Logger.Level.DEBUG, "SIG" + name + " is not available", e);
      }
    }
  }
}
