// SPDX-License-Identifier: Apache-2.0
package org.metergate.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Set;
import org.metergate.journal.StoredReading;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Value;

/**
 * A reading as one flat JSON object, the payload of MQTT and of HTTP posts: {@code seq} (the
 * journal's id of the reading, the same when a message is sent twice), {@code time} (the gateway's,
 * UTC), {@code meter_time} where the meter sends one, then each quantity by its name. Decimals are
 * JSON numbers with all the meter's digits; what has no value, since its scale is unknown, has no
 * key.
 *
 * <p>MQTT adds {@code meter_id} where Home Assistant is wanted: the number of the meter that sent
 * the reading, so that a receiver can tell a meter from the one that it replaced.
 */
public final class StateJson {
  /** Writes decimals without exponents. */
  public static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  private static final String METER_ID = "meter_id";

  private StateJson() {}

  /**
   * Writes a reading.
   *
   * @param stored with its id in the journal.
   * @return one line without a line end.
   */
  public static String of(StoredReading stored) {
    return of(stored, "");
  }

  /**
   * Writes a reading with the number of its meter.
   *
   * @param stored with its id in the journal.
   * @param meterId the meter's own number; left out where it is empty.
   * @return one line without a line end.
   */
  public static String of(StoredReading stored, String meterId) {
    Reading reading = stored.reading();
    StringWriter text = new StringWriter(512);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeNumberField("seq", stored.id());
      json.writeStringField("time", reading.receivedAt().truncatedTo(ChronoUnit.MILLIS).toString());
      if (reading.meterTime().isPresent()) {
        json.writeStringField("meter_time", reading.meterTime().get().toString());
      }
      Set<String> written = new HashSet<>(Set.of("seq", "time", "meter_time"));
      if (!meterId.isEmpty()) {
        json.writeStringField(METER_ID, meterId);
        written.add(METER_ID);
      }
      for (Measurement measurement : reading.measurements()) {
        String name = measurement.quantity().name();
        if (measurement.value() != null && written.add(name)) {
          json.writeFieldName(name);
          write(json, measurement.value());
        }
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, Value value) throws IOException {
    if (value instanceof Value.Decimal decimal) {
      json.writeNumber(decimal.number());
    } else {
      json.writeString(value.toString());
    }
  }
}
