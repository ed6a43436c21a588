// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.homeassistant;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Quantity;

/**
 * The discovery message of a device with all its sensors, for Home Assistant 2024.12 and newer (its
 * MQTT page, "device discovery"). The keys of the components are part of the sensors' identity and
 * must never change.
 */
public final class DeviceMessage {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String SENSOR = "sensor";

  private final DiscoveryTopics discoveryTopics;
  private final StringWriter text = new StringWriter(8192);
  private final JsonGenerator json;

  private DeviceMessage(DiscoveryTopics discoveryTopics) throws IOException {
    this.discoveryTopics = discoveryTopics;
    this.json = JSON.createGenerator(text);
  }

  /**
   * Writes the message of a meter.
   *
   * @param discoveryTopics under which identifiers.
   * @param device what is known of it.
   * @return one JSON object.
   */
  public static String of(DiscoveryTopics discoveryTopics, MeterDevice device) {
    try {
      DeviceMessage message = new DeviceMessage(discoveryTopics);
      message.write(device);
      return message.text.toString();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
  }

  /**
   * Writes the message of the gateway itself.
   *
   * @param discoveryTopics under which identifiers.
   * @param device its meters and outputs.
   * @return one JSON object.
   */
  public static String of(DiscoveryTopics discoveryTopics, GatewayDevice device) {
    try {
      DeviceMessage message = new DeviceMessage(discoveryTopics);
      message.write(device);
      return message.text.toString();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
  }

  private void write(MeterDevice device) throws IOException {
    MeterRef meter = device.meter();
    String name = meter.displayName();
    json.writeStartObject();
    json.writeObjectFieldStart("device");
    identify(name, name);
    writeIfAny("serial_number", meter.identifier());
    writeIfAny("model", device.model());
    json.writeStringField(
        "via_device",
        discoveryTopics.device(meter.subMeter().isEmpty() ? DiscoveryTopics.BRIDGE : meter.name()));
    json.writeEndObject();
    frame(device.stateTopic(), device.availability());
    for (KnownQuantity known : device.quantities()) {
      boolean counts = known.quantity().kind() == Quantity.Kind.COUNTER;
      List<String> keys = keys(known.quantity().name(), counts ? device.series() : List.of());
      String present = keys.get(keys.size() - 1);
      for (String key : new LinkedHashSet<>(keys)) {
        if (!key.equals(present)) { // a meter that came back has its former key
          remove(key);
        }
      }
      write(device, present, known);
    }
    end();
  }

  /** A new series is another sensor, since Home Assistant would count its start as consumption. */
  private static List<String> keys(String quantity, List<String> series) {
    List<String> keys = new ArrayList<>(List.of(quantity));
    series.forEach(one -> keys.add(quantity + "_" + one));
    return keys;
  }

  /** Home Assistant removes a component of which only the platform is left; its history stays. */
  private void remove(String key) throws IOException {
    json.writeObjectFieldStart(key);
    json.writeStringField("platform", SENSOR);
    json.writeEndObject();
  }

  private void write(MeterDevice device, String key, KnownQuantity known) throws IOException {
    Quantity quantity = known.quantity();
    SensorClass as = SensorClass.of(known);
    begin(SENSOR, device.meter().displayName(), key, quantity.label());
    json.writeStringField("value_template", template(quantity, as, device.countersOf()));
    writeIfAny("device_class", as.device());
    writeIfAny("state_class", as.state());
    writeIfAny("unit_of_measurement", as.unit());
    if (as.isNumeric()) {
      json.writeNumberField("suggested_display_precision", known.decimals());
    }
    if (quantity.kind() == Quantity.Kind.GAUGE) {
      json.writeNumberField("expire_after", device.expireAfter().toSeconds());
    }
    if (quantity.kind() == Quantity.Kind.STATE) {
      json.writeStringField("entity_category", "diagnostic");
    }
    if (isDisabledByDefault(known)) {
      json.writeBooleanField("enabled_by_default", false);
    }
    json.writeEndObject();
  }

  private static String template(Quantity quantity, SensorClass as, String countersOf) {
    if (!as.isNumeric()) {
      return Templates.text(quantity.name());
    }
    return quantity.kind() == Quantity.Kind.COUNTER && !countersOf.isEmpty()
        ? Templates.numberOf(countersOf, quantity.name())
        : Templates.number(quantity.name());
  }

  /** A clock that changes with each telegram fills a database; few know an unnamed register. */
  private static boolean isDisabledByDefault(KnownQuantity known) {
    return known.form() == KnownQuantity.Form.LOCAL_TIME
        || known.form() == KnownQuantity.Form.ZONED_TIME
        || known.quantity().name().startsWith("register_");
  }

  private void write(GatewayDevice device) throws IOException {
    json.writeStartObject();
    json.writeObjectFieldStart("device");
    identify(DiscoveryTopics.BRIDGE, "Metergate " + discoveryTopics.gateway());
    json.writeEndObject();
    frame(device.healthTopic(), device.availability());
    begin(SENSOR, DiscoveryTopics.BRIDGE, "verdict", "Verdict");
    json.writeStringField("value_template", Templates.verdict());
    json.writeEndObject();
    for (String meter : device.meters()) {
      begin("binary_sensor", DiscoveryTopics.BRIDGE, "problem_" + meter, "Problem with " + meter);
      json.writeStringField("device_class", "problem");
      json.writeStringField("value_template", Templates.problem(meter));
      json.writeEndObject();
      begin(SENSOR, DiscoveryTopics.BRIDGE, "last_telegram_" + meter, "Last telegram of " + meter);
      json.writeStringField("device_class", "timestamp");
      json.writeStringField("entity_category", "diagnostic");
      json.writeStringField("value_template", Templates.lastTelegram(meter));
      json.writeEndObject();
    }
    for (String output : device.outputs()) {
      begin(SENSOR, DiscoveryTopics.BRIDGE, "queued_" + output, "Readings waiting for " + output);
      json.writeStringField("state_class", "measurement");
      json.writeStringField("entity_category", "diagnostic");
      json.writeStringField("value_template", Templates.queued(output));
      json.writeEndObject();
    }
    end();
  }

  private void identify(String object, String name) throws IOException {
    json.writeArrayFieldStart("identifiers");
    json.writeString(discoveryTopics.device(object));
    json.writeEndArray();
    json.writeStringField("name", name);
  }

  private void frame(String stateTopic, List<String> availability) throws IOException {
    json.writeObjectFieldStart("origin");
    json.writeStringField("name", "Metergate");
    writeIfAny("sw_version", DeviceMessage.class.getPackage().getImplementationVersion());
    json.writeEndObject();
    json.writeArrayFieldStart("availability");
    for (String topic : availability) {
      json.writeStartObject();
      json.writeStringField("topic", topic);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeStringField("availability_mode", "all");
    json.writeStringField("state_topic", stateTopic);
    json.writeObjectFieldStart("components");
  }

  private void begin(String platform, String meter, String key, String name) throws IOException {
    json.writeObjectFieldStart(key);
    json.writeStringField("platform", platform);
    json.writeStringField("unique_id", discoveryTopics.unique(meter, key));
    json.writeStringField("default_entity_id", discoveryTopics.entity(platform, meter, key));
    json.writeStringField("name", name);
  }

  private void end() throws IOException {
    json.writeEndObject();
    json.writeEndObject();
    json.close();
  }

  private void writeIfAny(String key, String value) throws IOException {
    if (value != null && !value.isEmpty()) {
      json.writeStringField(key, value);
    }
  }
}
