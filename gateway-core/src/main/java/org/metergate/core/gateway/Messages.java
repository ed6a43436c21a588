// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import java.util.ArrayList;
import java.util.List;
import org.metergate.core.counter.CounterFindings;
import org.metergate.core.health.MessageCatalogue;
import org.metergate.core.health.MessageCatalogue.Source;
import org.metergate.core.journal.JournalFindings;
import org.metergate.core.plugin.Plugins;
import org.metergate.spi.driver.DriverProvider;

/** Gathers the sentences of the core and of every driver. */
public final class Messages {
  private Messages() {}

  /**
   * Reads the bundles of the core's rooms, then those of the drivers.
   *
   * @param plugins whose drivers bring bundles of their own.
   * @return the catalogue.
   */
  public static MessageCatalogue of(Plugins plugins) {
    ClassLoader core = Messages.class.getClassLoader();
    List<Source> sources = new ArrayList<>();
    sources.add(new Source("org.metergate.core.messages", core));
    sources.add(new Source("org.metergate.core.supervise.messages", core));
    sources.add(new Source(JournalFindings.MESSAGES, core));
    sources.add(new Source(CounterFindings.MESSAGES, core));
    sources.add(new Source("org.metergate.core.output.messages", core));
    for (DriverProvider driver : plugins.drivers()) {
      sources.add(new Source(driver.info().messages(), Plugins.loaderOf(driver)));
    }
    return new MessageCatalogue(sources);
  }
}
