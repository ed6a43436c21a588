// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.metergate.driver.omnipower.OmnipowerDriverProvider;
import org.metergate.health.MeterChain;
import org.metergate.journal.Journal;
import org.metergate.journal.JournalException;
import org.metergate.journal.JournalSettings;
import org.metergate.journal.StoredReading;
import org.metergate.kit.ClockHost;
import org.metergate.retry.BackOff;
import org.metergate.spi.driver.MeterDriver;
import org.metergate.spi.driver.MeterOptions;
import org.metergate.spi.link.LinkUri;
import org.metergate.spi.option.Options;
import org.metergate.spi.option.Secret;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Reading;
import org.metergate.time.VirtualTime;

/** A journal that outlives gateways with different keys, and emulated meters, on virtual time. */
final class LateScene implements AutoCloseable {
  static final String METER = "electricity";

  final VirtualTime time = new VirtualTime(Instant.parse("2026-01-07T12:00:00Z"));
  final List<String> reported = new ArrayList<>();
  final Journal journal;

  LateScene(Path folder) throws JournalException {
    journal = Journal.open(new JournalSettings(folder.resolve("journal.db")), time);
  }

  /** Options of a driver that has keys. */
  static Map<String, String> keys(String encryption, String authentication) {
    return Map.of("encryption-key", encryption, "authentication-key", authentication);
  }

  /** Starts a gateway with these options of the driver and stops it after a while. */
  void run(Map<String, String> options, String meter, Duration length) throws Exception {
    Map<String, Secret> values = new HashMap<>();
    options.forEach((name, text) -> values.put(name, new Secret(text)));
    values.putIfAbsent("energy-scale", new Secret("10"));
    OmnipowerDriverProvider provider = new OmnipowerDriverProvider();
    Options checked = new Options(provider.info().options(), values);
    run(provider.create(List.of(new MeterOptions(METER, checked))), meter, length);
  }

  void run(MeterDriver driver, String meter, Duration length) {
    MeterChain chain =
        new MeterChain(
            METER, time::now, (name, found, change) -> reported.add(change + " " + found));
    LinkSpec link =
        new LinkSpec(
            LinkUri.parse("emulator:omnipower?" + meter),
            StoppedLink.emulated(time, time.nanos() + length.toNanos()),
            "omnipower-dlms",
            driver,
            Map.of(METER, chain));
    new LinkSupervisor(link, journal, new ClockHost(time), BackOff.usual()).run();
    Thread.interrupted(); // so the supervisor says that it was stopped
  }

  List<Reading> readings(Origin origin) throws JournalException {
    return journal.readings().readAfter(0, 100_000).stream()
        .map(StoredReading::reading)
        .filter(reading -> reading.origin() == origin)
        .toList();
  }

  int kept() throws JournalException {
    return journal.undecoded().frames(METER, journal.undecoded().range()).size();
  }

  @Override
  public void close() {
    journal.close();
  }
}
