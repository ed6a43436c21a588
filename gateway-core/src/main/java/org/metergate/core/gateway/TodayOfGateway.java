// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.metergate.config.MeterConfig;
import org.metergate.config.MeterRole;
import org.metergate.journal.History;
import org.metergate.latest.LatestValues;
import org.metergate.value.Units;
import org.metergate.web.history.data.MeterRoles;
import org.metergate.web.history.data.TodayUse;
import org.metergate.web.page.Today;

/**
 * What the counters of a gateway moved by today, read by a thread of its own. The page has it
 * before there is a journal; until then nothing is known. Any thread.
 */
final class TodayOfGateway implements Today.Source, AutoCloseable {
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread one = new Thread(task, "metergate-today");
            one.setDaemon(true);
            return one;
          });

  private volatile Today.Source source = meter -> List.of();

  /** Reads from a journal that is open until this is closed. */
  void open(History history, LatestValues latest, Units units, ZoneId zone, InstantSource clock) {
    source = new TodayUse(history, latest, units, zone, clock, thread);
  }

  @Override
  public List<Today> of(String meter) {
    return source.of(meter);
  }

  /** Which meters count what, for the self-use. */
  static MeterRoles roles(Collection<MeterConfig> meters) {
    return new MeterRoles(names(meters, MeterRole.SOLAR), names(meters, MeterRole.GRID));
  }

  private static List<String> names(Collection<MeterConfig> meters, MeterRole role) {
    return meters.stream().filter(one -> one.role() == role).map(MeterConfig::name).toList();
  }

  @Override
  public void close() {
    source = meter -> List.of();
    thread.shutdownNow();
  }
}
