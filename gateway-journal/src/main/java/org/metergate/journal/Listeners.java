// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The listeners that get each reading at once. Any thread. */
final class Listeners {
  private static final Logger LOG = System.getLogger(Listeners.class.getName());

  private static final class Listener implements AutoCloseable {
    private final List<Listener> all;
    private final Consumer<StoredReading> consumer;
    private volatile boolean failed;

    Listener(List<Listener> all, Consumer<StoredReading> consumer) {
      this.all = all;
      this.consumer = consumer;
    }

    @Override
    public void close() {
      all.remove(this);
    }
  }

  private final List<Listener> all = new CopyOnWriteArrayList<>();

  AutoCloseable add(Consumer<StoredReading> consumer) {
    Listener listener = new Listener(all, consumer);
    all.add(listener);
    return listener;
  }

  void publish(StoredReading reading) {
    for (Listener listener : all) {
      try {
        listener.consumer.accept(reading);
        listener.failed = false;
      } catch (RuntimeException | Error e) {
        // The reading is stored: a bug in a listener must affect neither the link nor the others.
        LOG.log(
            listener.failed ? Level.DEBUG : Level.WARNING, "a listener of the journal failed", e);
        listener.failed = true;
      }
    }
  }
}
