// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.metergate.output.MeterDetails;
import org.metergate.output.OutputContext;
import org.metergate.spi.reading.Nameplate;
import org.metergate.spi.reading.Reading;
import org.metergate.testing.SampleReadings;
import org.metergate.time.VirtualTime;

/** What is known of a meter besides its readings may change at any moment. */
class MeterRegistryTest {
  private static final String DEVICE = "homeassistant/device/metergate-attic/";
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  /** What comes first after a change: the look before each batch, or a reading of a batch. */
  private enum First {
    LOOK,
    READING,
    READING_OF_THE_SUB_METER
  }

  @TempDir Path folder;
  private final RetainedTopics retained = new RetainedTopics();
  private MeterDetails details = new MeterDetails("Main", Nameplate.NONE, "");
  private Duration interval = Duration.ofMinutes(1);
  private List<String> meters = List.of("electricity", "p1");
  private long telegram;
  private MeterRegistry registry;

  @BeforeEach
  void announceMeterAndSubMeter() throws Exception {
    MqttSettings settings = MqttScene.homeAssistant(folder);
    OutputContext context =
        new OutputContext(
            "attic",
            meter -> interval,
            new VirtualTime(NOON),
            ZoneOffset.UTC,
            () -> meters,
            () -> List.of("home"),
            meter -> details);
    Topics topics = new Topics("metergate", "attic");
    registry =
        new MeterRegistry(
            topics,
            context,
            retained,
            DiscoveryPublisher.create(topics, settings, context, retained),
            Optional.of(new LastValues(topics, retained)));
    registry.look();
    registry.learn(live(), true);
    registry.learn(gas(), true);
    registry.learnedAll();
    retained.takeUnsent();
  }

  private Reading live() {
    return SampleReadings.live(++telegram, NOON);
  }

  private Reading gas() {
    return SampleReadings.gas(++telegram, NOON);
  }

  private void happens(First first) {
    switch (first) {
      case LOOK -> registry.look();
      case READING -> registry.learn(live(), true);
      case READING_OF_THE_SUB_METER -> registry.learn(gas(), true);
    }
    registry.look();
  }

  /** Returns what is announced of a device since the last time. */
  private List<String> announced(String device) {
    return retained.takeUnsent().stream()
        .filter(sent -> sent.topic().equals(DEVICE + device + "/config"))
        .map(sent -> new String(sent.payload(), StandardCharsets.UTF_8))
        .toList();
  }

  private String announcedOnce(String device) {
    List<String> announced = announced(device);
    assertEquals(1, announced.size(), announced::toString);
    return announced.get(0);
  }

  @ParameterizedTest
  @EnumSource
  void aNewLabelIsAnnouncedWhateverComesFirst(First first) {
    details = new MeterDetails("Garage", Nameplate.NONE, "");
    happens(first);
    assertTrue(announcedOnce("electricity").contains("\"name\":\"Garage\""));
    details = new MeterDetails("Cellar", Nameplate.NONE, "");
    happens(first);
    assertTrue(announcedOnce("p1-gas").contains("\"name\":\"Cellar gas\""));
  }

  @ParameterizedTest
  @EnumSource
  void aNewNameplateIsAnnouncedWhateverComesFirst(First first) {
    details = new MeterDetails("Main", Nameplate.of("Acme", "Toy 2"), "");
    happens(first);
    assertTrue(announcedOnce("electricity").contains("\"model\":\"Toy 2\""));
  }

  @ParameterizedTest
  @EnumSource
  void aNewPageIsAnnouncedWhateverComesFirst(First first) {
    details = new MeterDetails("Main", Nameplate.NONE, "http://192.0.2.7:8080/");
    happens(first);
    assertTrue(announcedOnce("electricity").contains("http://192.0.2.7:8080/"));
  }

  @ParameterizedTest
  @EnumSource
  void aGaugeExpiresByTheNewIntervalWhateverComesFirst(First first) {
    interval = Duration.ofHours(2);
    happens(first);
    assertTrue(announcedOnce("electricity").contains("\"expire_after\":21600"));
    interval = Duration.ofHours(3);
    happens(first);
    assertTrue(announcedOnce("p1-gas").contains("\"expire_after\":32400"));
  }

  @Test
  void aReadingThatWaitedDoesNotBringBackAMeterThatWasRemoved() {
    meters = List.of();
    registry.look();
    retained.takeUnsent();
    registry.learn(live(), false);
    registry.learn(gas(), false);
    registry.learnedAll();
    assertEquals(List.of(), retained.takeUnsent());
  }

  @Test
  void aMeterThatCameAfterTheLookIsAnnouncedWithItsFirstReading() {
    meters = List.of("p1");
    registry.look();
    retained.takeUnsent();
    meters = List.of("electricity", "p1");
    registry.learn(live(), true);
    registry.learnedAll();
    assertEquals(
        List.of("config", "info", "last"),
        retained.takeUnsent().stream()
            .filter(sent -> sent.topic().contains("electricity"))
            .filter(sent -> sent.payload().length > 0)
            .map(sent -> sent.topic().substring(sent.topic().lastIndexOf('/') + 1))
            .sorted()
            .toList());
  }

  @Test
  void nothingIsAnnouncedAgainWhereNothingHasChanged() {
    for (First first : First.values()) {
      happens(first);
    }
    assertEquals(List.of(), retained.takeUnsent());
  }
}
