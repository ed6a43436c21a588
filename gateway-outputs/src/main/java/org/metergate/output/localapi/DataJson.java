// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.localapi;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.metergate.output.StateJson;
import org.metergate.output.served.Channel;
import org.metergate.output.served.Snapshot;
import org.metergate.spi.reading.Unit;

/**
 * The document of {@code /api/v1/data}: flat, and without what is not known. Energies are in kWh,
 * powers in W and positive while the home takes from the grid. A pure function.
 *
 * <p>Field names and types: measurement.mdx of the maker's published documentation, version 1.
 */
final class DataJson {
  private static final Unit GIGAJOULE = new Unit("GJ", "GJ");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyMMddHHmmss");
  private static final Pattern DIGIT = Pattern.compile("0*([1-4])");
  private static final int TARIFFS = 4;

  private static final Map<String, String> COUNTS =
      Map.of(
          "any_power_fail_count", "power_failures", "long_power_fail_count", "long_power_failures");

  private final Snapshot meter;
  private final Identity identity;
  private final ZoneId zone;
  private final JsonGenerator json;

  private DataJson(Snapshot meter, Identity identity, ZoneId zone, JsonGenerator json) {
    this.meter = meter;
    this.identity = identity;
    this.zone = zone;
    this.json = json;
  }

  /**
   * Writes the document.
   *
   * @param meter as it is now.
   * @param identity makes up the numbers of meters that are not told.
   * @param zone of the times.
   * @return one line.
   */
  static String of(Snapshot meter, Identity identity, ZoneId zone) {
    StringWriter text = new StringWriter(1024);
    try (JsonGenerator json = StateJson.JSON.createGenerator(text)) {
      json.writeStartObject();
      new DataJson(meter, identity, zone, json).write();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private void write() throws IOException {
    // without this key a widespread client takes the answer for one of version 2, and drops it all
    json.writeStringField("wifi_ssid", "metergate");
    if (!meter.identifier().isEmpty()) {
      json.writeStringField("unique_id", Identity.hex(meter.identifier()));
    }
    tariff();
    energies("total_power_import", "energy_import");
    energies("total_power_export", "energy_export");
    number("active_power_w", Powers.net(meter, ""));
    for (int phase = 1; phase <= 3; phase++) {
      number("active_power_l" + phase + "_w", Powers.net(meter, "_l" + phase));
    }
    phases("active_voltage", "_v", "voltage", Unit.V);
    phases("active_current", "_a", "current", Unit.A);
    number("active_frequency_hz", meter.value("frequency", Unit.HZ));
    phases("voltage_sag", "_count", "voltage_sags", Unit.NONE);
    phases("voltage_swell", "_count", "voltage_swells", Unit.NONE);
    for (Map.Entry<String, String> count : COUNTS.entrySet()) {
      number(count.getKey(), meter.value(count.getValue(), Unit.NONE));
    }
    gas();
    external();
  }

  private void tariff() throws IOException {
    Optional<Integer> tariff =
        meter
            .tariff()
            .map(DIGIT::matcher)
            .filter(Matcher::matches)
            .map(digit -> Integer.valueOf(digit.group(1)));
    if (tariff.isPresent()) {
      json.writeNumberField("active_tariff", tariff.get());
    }
  }

  /**
   * The total and the tariffs; of a meter that has no tariffs, the total counts as the first, since
   * some clients add the tariffs and others read the total.
   */
  private void energies(String field, String quantity) throws IOException {
    Optional<BigDecimal> total = meter.value(quantity, Unit.KWH);
    number(field + "_kwh", total);
    boolean tariffs = false;
    for (int tariff = 1; tariff <= TARIFFS; tariff++) {
      Optional<BigDecimal> one = meter.value(quantity + "_t" + tariff, Unit.KWH);
      number(field + "_t" + tariff + "_kwh", one);
      tariffs |= one.isPresent();
    }
    if (!tariffs) {
      number(field + "_t1_kwh", total);
    }
  }

  private void phases(String before, String after, String quantity, Unit unit) throws IOException {
    for (int phase = 1; phase <= 3; phase++) {
      number(before + "_l" + phase + after, meter.value(quantity + "_l" + phase, unit));
    }
  }

  private void number(String field, Optional<BigDecimal> value) throws IOException {
    if (value.isPresent()) {
      json.writeNumberField(field, value.get());
    }
  }

  /** The first gas meter also has fields of its own. */
  private void gas() throws IOException {
    for (Channel channel : meter.channels()) {
      Optional<BigDecimal> volume = channel.value().in(Unit.M3);
      if (channel.kind() == Channel.Kind.GAS && volume.isPresent()) {
        json.writeNumberField("total_gas_m3", volume.get());
        json.writeNumberField("gas_timestamp", time(channel.value().at()));
        json.writeStringField("gas_unique_id", id(channel));
        return;
      }
    }
  }

  private void external() throws IOException {
    boolean any = false;
    for (Channel channel : meter.channels()) {
      Optional<String> type = type(channel.kind());
      Unit unit = channel.kind() == Channel.Kind.HEAT ? GIGAJOULE : Unit.M3;
      Optional<BigDecimal> value = channel.value().in(unit);
      if (type.isEmpty() || value.isEmpty()) {
        continue;
      }
      if (!any) {
        json.writeArrayFieldStart("external");
        any = true;
      }
      json.writeStartObject();
      json.writeStringField("unique_id", id(channel));
      json.writeStringField("type", type.get());
      json.writeNumberField("timestamp", time(channel.value().at()));
      json.writeNumberField("value", value.get());
      json.writeStringField("unit", unit.ascii());
      json.writeEndObject();
    }
    if (any) {
      json.writeEndArray();
    }
  }

  private static Optional<String> type(Channel.Kind kind) {
    return switch (kind) {
      case WATER -> Optional.of("water_meter");
      case HEAT -> Optional.of("heat_meter");
      case GAS -> Optional.of("gas_meter");
      case COOLING -> Optional.empty(); // the protocol has no word for it
    };
  }

  private String id(Channel channel) {
    return Identity.hex(
        channel.identifier().isEmpty()
            ? identity.pseudonym(channel.meter())
            : channel.identifier());
  }

  /** A number, since clients fail at a text here. */
  private long time(Instant at) {
    return Long.parseLong(TIME.format(at.atZone(zone)));
  }
}
