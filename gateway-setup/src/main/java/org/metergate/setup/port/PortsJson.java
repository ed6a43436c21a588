// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.port;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.metergate.spi.finding.Finding;

/** Ports and chips as JSON, for {@code metergate ports --json}. Fields are only ever added. */
public final class PortsJson {
  private PortsJson() {}

  /**
   * Writes the ports of a machine.
   *
   * @param ports serial ports.
   * @param chips GPIO chips.
   * @param sentences turns remarks into sentences.
   * @return one line.
   */
  public static String of(
      List<SerialPort> ports, List<GpioChip> chips, Function<Finding, String> sentences) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      json.writeArrayFieldStart("serialPorts");
      for (SerialPort port : ports) {
        write(json, port, sentences);
      }
      json.writeEndArray();
      json.writeArrayFieldStart("gpioChips");
      for (GpioChip chip : chips) {
        write(json, chip);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // never, into a text
    }
    return text.toString();
  }

  private static void write(
      JsonGenerator json, SerialPort port, Function<Finding, String> sentences) throws IOException {
    json.writeStartObject();
    json.writeStringField("device", port.device());
    json.writeStringField("link", "serial:" + port.bestName());
    text(json, "lastingName", port.lastingName());
    json.writeStringField("kind", port.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    text(json, "driver", Optional.of(port.driver()).filter(name -> !name.isEmpty()));
    if (port.adapter().isPresent()) {
      UsbAdapter adapter = port.adapter().get();
      json.writeObjectFieldStart("adapter");
      json.writeStringField("id", adapter.id());
      json.writeStringField("maker", adapter.maker());
      json.writeStringField("name", adapter.name());
      text(json, "serialNumber", adapter.serialNumber());
      json.writeEndObject();
    }
    node(json, port.node());
    json.writeArrayFieldStart("holders");
    for (Holders.Holder holder : port.holders().known()) {
      json.writeStartObject();
      json.writeNumberField("process", holder.process());
      json.writeStringField("name", holder.name());
      json.writeStringField("by", holder.by().name().toLowerCase(Locale.ROOT).replace('_', '-'));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeBooleanField("allHoldersSeen", port.holders().complete());
    json.writeArrayFieldStart("remarks");
    for (Finding remark : port.remarks()) {
      json.writeStartObject();
      json.writeStringField("code", remark.code().id());
      json.writeStringField("sentence", sentences.apply(remark));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, GpioChip chip) throws IOException {
    json.writeStartObject();
    json.writeStringField("device", chip.device());
    text(json, "label", Optional.of(chip.label()).filter(label -> !label.isEmpty()));
    if (chip.lines().isPresent()) {
      json.writeNumberField("lines", chip.lines().get());
    }
    json.writeBooleanField("header", chip.header());
    node(json, chip.node());
    json.writeEndObject();
  }

  private static void node(JsonGenerator json, Optional<DeviceNode> node) throws IOException {
    if (node.isPresent()) {
      json.writeObjectFieldStart("file");
      json.writeStringField("owner", node.get().owner());
      json.writeStringField("group", node.get().group());
      json.writeStringField("mode", node.get().mode());
      json.writeBooleanField("usable", node.get().usable());
      json.writeEndObject();
    }
  }

  private static void text(JsonGenerator json, String name, Optional<String> text)
      throws IOException {
    if (text.isPresent()) {
      json.writeStringField(name, text.get());
    }
  }
}
