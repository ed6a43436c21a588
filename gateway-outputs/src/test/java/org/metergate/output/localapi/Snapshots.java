// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.localapi;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metergate.output.served.Channel;
import org.metergate.output.served.ServedValue;
import org.metergate.output.served.Snapshot;
import org.metergate.spi.reading.Unit;

/** Meters as they are now. */
final class Snapshots {
  static final Instant NOW = Instant.parse("2026-07-01T10:00:00Z");
  static final Identity IDENTITY = Identity.of("0123", "charger");

  private static final Map<String, Unit> UNITS =
      Map.of("voltage", Unit.V, "current", Unit.A, "frequency", Unit.HZ, "energy", Unit.WH);

  private Snapshots() {}

  /** Returns a meter with values such as {@code power_import=250}, in W, Wh, V, A, Hz. */
  static Snapshot of(String... values) {
    return with(List.of(), "", values);
  }

  static Snapshot with(List<Channel> channels, String identifier, String... values) {
    Map<String, ServedValue> all = new HashMap<>();
    for (String value : values) {
      String name = value.substring(0, value.indexOf('='));
      Unit unit = UNITS.getOrDefault(name.replaceFirst("_.*", ""), Unit.W);
      all.put(name, value(value.substring(name.length() + 1), unit));
    }
    return new Snapshot(
        1, NOW, Duration.ofMillis(1234), identifier, Optional.empty(), all, channels);
  }

  static ServedValue value(String number, Unit unit) {
    return new ServedValue(new BigDecimal(number), unit, NOW.minusSeconds(60));
  }
}
