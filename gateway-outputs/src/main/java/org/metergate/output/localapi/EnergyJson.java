// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.localapi;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import org.metergate.output.StateJson;
import org.metergate.output.served.Snapshot;
import org.metergate.spi.reading.Unit;

/**
 * The document of {@code /v1/json}, for batteries: whole numbers, powers in W (negative while the
 * home feeds in), counters in Wh, the age in ms. What is not known is left out. A pure function.
 */
final class EnergyJson {
  private static final int TARIFFS = 2;

  private EnergyJson() {}

  /**
   * Writes the document.
   *
   * @param meter as it is now.
   * @param mean the mean power of the last minute; empty where it is not known.
   * @return one line; nothing where the meter's power is not known.
   */
  static Optional<String> of(Snapshot meter, Optional<BigDecimal> mean) {
    Optional<BigDecimal> power = Powers.net(meter, "");
    if (power.isEmpty()) {
      return Optional.empty();
    }
    StringWriter text = new StringWriter(256);
    try (JsonGenerator json = StateJson.JSON.createGenerator(text)) {
      json.writeStartObject();
      whole(json, "power", power);
      whole(json, "powerAvg", mean);
      for (int phase = 1; phase <= 3; phase++) {
        whole(json, "powerPhase" + phase, Powers.net(meter, "_l" + phase));
      }
      counter(json, "energyCounterIn", meter, "energy_import");
      for (int tariff = 1; tariff <= TARIFFS; tariff++) {
        counter(json, "energyCounterInT" + tariff, meter, "energy_import_t" + tariff);
      }
      counter(json, "energyCounterOut", meter, "energy_export");
      json.writeNumberField("agePower", meter.age().toMillis());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Optional.of(text.toString());
  }

  private static void whole(JsonGenerator json, String field, Optional<BigDecimal> value)
      throws IOException {
    if (value.isPresent()) {
      json.writeNumberField(field, value.get().setScale(0, RoundingMode.HALF_UP));
    }
  }

  /** A counter has reached only what it has counted in full. */
  private static void counter(JsonGenerator json, String field, Snapshot meter, String quantity)
      throws IOException {
    Optional<BigDecimal> value = meter.value(quantity, Unit.WH);
    if (value.isPresent()) {
      json.writeNumberField(field, value.get().setScale(0, RoundingMode.DOWN));
    }
  }
}
