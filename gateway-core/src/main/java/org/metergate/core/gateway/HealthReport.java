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
 * Tells outputs that can show it how the gateway is, in words, and which meters are heard: every
 * ten seconds, and within a second when a link of a meter's chain breaks or holds again.
 */
final class HealthReport implements AutoCloseable {
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final int LOOKS = 10;
  private static final JsonFactory JSON = new JsonFactory();

  private final Supplier<GatewayHealth> health;
  private final Supplier<List<MeterHealth>> meters;
  private final Supplier<List<Output>> outputs;
  private final MessageCatalogue messages;
  private final TimeSource time;
  private final Thread thread = new Thread(this::run, "health");
  private List<String> told = List.of();

  /**
   * Prepares; nobody is told anything yet.
   *
   * @param health the whole picture, which costs a look at the journal while an output is behind.
   * @param meters the same without the outputs, which costs next to nothing.
   * @param outputs those that run now, of which some can show it.
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
        tell();
        int looks = 0;
        do {
          time.pause(LOOK);
        } while (++looks < LOOKS && !isNews());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Tells once how it is now. */
  void tell() {
    List<HealthSink> outlets =
        outputs.get().stream()
            .filter(HealthSink.class::isInstance)
            .map(HealthSink.class::cast)
            .toList();
    if (outlets.isEmpty()) {
      return;
    }
    GatewayHealth now = health.get();
    told = outlines(now.meters());
    String json = json(now, messages, time.now());
    for (HealthSink outlet : outlets) {
      outlet.publishHealth(json);
      now.meters().forEach(meter -> outlet.publishAvailability(meter.meter(), heard(meter)));
    }
  }

  /** Whether something else than ages and counts has changed since it was told. */
  boolean isNews() {
    return !outlines(meters.get()).equals(told);
  }

  private static List<String> outlines(List<MeterHealth> meters) {
    return meters.stream().map(HealthReport::outline).toList();
  }

  private static String outline(MeterHealth meter) {
    List<String> holding = new ArrayList<>();
    meter.firstFault().ifPresent(fault -> holding.add(fault.finding().code().id()));
    meter.conditions().forEach(condition -> holding.add(condition.finding().code().id()));
    return meter.meter() + " " + heard(meter) + " " + holding;
  }

  /** A meter is there for others when its chain holds up to its newest reading. */
  private static boolean heard(MeterHealth meter) {
    return meter.firstFault().isEmpty() && meter.lastReading().isPresent();
  }

  static String json(GatewayHealth health, MessageCatalogue messages, Instant now) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("time", now.toString());
      String trouble = trouble(health, messages, now);
      json.writeBooleanField("well", trouble.isEmpty());
      json.writeStringField("verdict", trouble.isEmpty() ? steady(health, messages) : trouble);
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

  /** What is wrong with meters and outputs, one sentence behind the other; empty if nothing is. */
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

  /** Says nothing of ages: a text that changes all the time fills the databases of others. */
  private static String steady(GatewayHealth health, MessageCatalogue messages) {
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
