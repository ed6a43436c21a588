// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import java.util.ArrayList;
import java.util.List;
import org.metergate.alarm.AlarmFindings;
import org.metergate.core.backup.BackupFindings;
import org.metergate.core.plugin.Plugins;
import org.metergate.counter.CounterFindings;
import org.metergate.health.MessageCatalogue;
import org.metergate.health.MessageCatalogue.Source;
import org.metergate.health.OwnFindings;
import org.metergate.journal.JournalFindings;
import org.metergate.spi.driver.DriverProvider;

/** Collects the sentences of the core and of every driver. */
public final class Messages {
  /** The bundles of what helps before anything is configured: ports, the machine. */
  public static final List<String> SETUP =
      List.of("org.metergate.setup.port.messages", "org.metergate.setup.doctor.messages");

  private Messages() {}

  /**
   * Reads the bundles of the program's packages, then those of the drivers.
   *
   * @param plugins whose drivers have bundles of their own.
   * @return the catalogue.
   */
  public static MessageCatalogue of(Plugins plugins) {
    ClassLoader core = Messages.class.getClassLoader();
    List<Source> sources = new ArrayList<>();
    sources.add(new Source("org.metergate.link.messages", core));
    sources.add(new Source("org.metergate.link.gpio.messages", core));
    sources.add(new Source("org.metergate.recording.messages", core));
    sources.add(new Source("org.metergate.core.supervise.messages", core));
    sources.add(new Source(BackupFindings.MESSAGES, core));
    sources.add(new Source(JournalFindings.MESSAGES, core));
    sources.add(new Source(CounterFindings.MESSAGES, core));
    sources.add(new Source("org.metergate.output.messages", core));
    sources.add(new Source(AlarmFindings.MESSAGES, core));
    SETUP.forEach(name -> sources.add(new Source(name, core)));
    for (DriverProvider driver : plugins.drivers()) {
      ClassLoader loader = Plugins.loaderOf(driver);
      String prefix = Plugins.isDroppedIn(driver) ? OwnFindings.prefix(driver.info().id()) : "";
      sources.add(new Source(driver.info().messages(), loader, prefix));
    }
    return new MessageCatalogue(sources);
  }
}
