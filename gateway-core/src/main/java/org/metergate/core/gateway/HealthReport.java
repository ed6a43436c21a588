// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.metergate.health.GatewayHealth;
import org.metergate.health.MessageCatalogue;
import org.metergate.health.MeterHealth;
import org.metergate.health.OutputHealth;
import org.metergate.health.Verdict;
import org.metergate.output.HealthSink;
import org.metergate.output.Output;
import org.metergate.spi.time.TimeSource;

/**
 * Publishes the health of the gateway, in sentences, and the availability of each meter to the
 * outputs that can show them: every ten seconds, and within a second when a link of a meter's chain
 * breaks or works again.
 */
final class HealthReport implements AutoCloseable {
  private static final Duration CHECK_EVERY = Duration.ofSeconds(1);
  private static final int CHECKS_PER_REPORT = 10;
  private static final JsonFactory JSON = new JsonFactory();

  private final Supplier<GatewayHealth> health;
  private final Supplier<List<MeterHealth>> meters;
  private final Supplier<List<Output>> outputs;
  private final MessageCatalogue messages;
  private final TimeSource time;
  private final Thread thread = new Thread(this::run, "health");
  private List<String> published = List.of();

  /**
   * Creates a report; nothing is published yet.
   *
   * @param health returns the whole health, which reads the journal while an output is behind.
   * @param meters returns the health of the meters alone, which costs next to nothing.
   * @param outputs returns the outputs that run now, of which some can show the health.
   */
  HealthReport(
      Supplier<GatewayHealth> health,
      Supplier<List<MeterHealth>> meters,
      Supplier<List<Output>> outputs,
      MessageCatalogue messages,
      TimeSource time) {
    this.health = health;
    this.meters = meters;
    this.messages = messages;
    this.time = time;
    this.outputs = outputs;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void run() {
    try {
      while (true) {
        publish();
        int checks = 0;
        do {
          time.pause(CHECK_EVERY);
        } while (++checks < CHECKS_PER_REPORT && !hasChanged());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Publishes the present health once. */
  void publish() {
    List<HealthSink> sinks =
        outputs.get().stream()
            .filter(HealthSink.class::isInstance)
            .map(HealthSink.class::cast)
            .toList();
    if (sinks.isEmpty()) {
      return;
    }
    GatewayHealth now = health.get();
    published = summaries(now.meters());
    String json = json(now, messages, time.now());
    for (HealthSink sink : sinks) {
      sink.publishHealth(json);
      now.meters().forEach(meter -> sink.publishAvailability(meter.meter(), isAvailable(meter)));
    }
  }

  /** Returns whether anything but ages and counts has changed since the last report. */
  boolean hasChanged() {
    return !summaries(meters.get()).equals(published);
  }

  private static List<String> summaries(List<MeterHealth> meters) {
    return meters.stream().map(HealthReport::summary).toList();
  }

  private static String summary(MeterHealth meter) {
    List<String> active = new ArrayList<>();
    meter.firstFault().ifPresent(fault -> active.add(fault.finding().code().id()));
    meter.conditions().forEach(condition -> active.add(condition.finding().code().id()));
    return meter.meter() + " " + isAvailable(meter) + " " + active;
  }

  /** Returns whether a meter has a reading and its chain has no fault. */
  private static boolean isAvailable(MeterHealth meter) {
    return meter.firstFault().isEmpty() && meter.lastReading().isPresent();
  }

  static String json(GatewayHealth health, MessageCatalogue messages, Instant now) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("time", now.toString());
      String trouble = trouble(health, messages, now);
      json.writeBooleanField("well", trouble.isEmpty());
      json.writeStringField("verdict", trouble.isEmpty() ? allWell(health, messages) : trouble);
      json.writeObjectFieldStart("meters");
      for (MeterHealth meter : health.meters()) {
        json.writeObjectFieldStart(meter.meter());
        verdict(json, Verdict.of(meter, messages, now));
        if (meter.lastReading().isPresent()) {
          json.writeStringField("last_reading", meter.lastReading().get().toString());
        }
        json.writeEndObject();
      }
      json.writeEndObject();
      json.writeObjectFieldStart("outputs");
      for (OutputHealth output : health.outputs()) {
        json.writeObjectFieldStart(output.output());
        json.writeNumberField("delivered", output.delivered());
        json.writeNumberField("queued", output.queued());
        if (output.oldestWaiting().isPresent()) {
          json.writeStringField("oldest", output.oldestWaiting().get().toString());
        }
        if (output.fault().isPresent()) {
          json.writeStringField("fault", messages.sentence(output.fault().get().finding()));
        }
        if (output.lastFault().isPresent()) {
          json.writeStringField(
              "last_error", messages.sentence(output.lastFault().get().finding()));
          json.writeStringField("last_error_at", output.lastFault().get().last().toString());
        }
        json.writeEndObject();
      }
      json.writeEndObject();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return text.toString();
  }

  /** Returns the faults of meters and outputs, one sentence after the other; empty without any. */
  private static String trouble(GatewayHealth health, MessageCatalogue messages, Instant now) {
    List<String> sentences = new ArrayList<>();
    for (MeterHealth meter : health.meters()) {
      Verdict verdict = Verdict.of(meter, messages, now);
      if (!verdict.well()) {
        sentences.add(verdict.sentence());
      }
    }
    for (OutputHealth output : health.outputs()) {
      output.fault().ifPresent(fault -> sentences.add(messages.sentence(fault.finding())));
    }
    return String.join(" ", sentences);
  }

  /** Returns a text without ages: one that changes all the time would fill the users' databases. */
  private static String allWell(GatewayHealth health, MessageCatalogue messages) {
    StringBuilder text = new StringBuilder("All is well.");
    for (MeterHealth meter : health.meters()) {
      meter
          .conditions()
          .forEach(held -> text.append(' ').append(messages.sentence(held.finding())));
    }
    return text.toString();
  }

  private static void verdict(JsonGenerator json, Verdict verdict) throws IOException {
    json.writeBooleanField("well", verdict.well());
    json.writeStringField("sentence", verdict.sentence());
    if (verdict.next().isPresent()) {
      json.writeStringField("next", verdict.next().get());
    }
  }
}
