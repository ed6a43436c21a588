// SPDX-License-Identifier: Apache-2.0
package org.metergate.alarm;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metergate.config.AlarmConfig.When;
import org.metergate.health.ActiveFinding;
import org.metergate.health.GatewayHealth;
import org.metergate.health.HealthAuthor;
import org.metergate.health.HealthDocument;
import org.metergate.health.MessageCatalogue;
import org.metergate.health.MeterHealth;
import org.metergate.health.MeterPace;
import org.metergate.health.OutputHealth;
import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.finding.FindingCode.Kind;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.link.LinkFindings;
import org.metergate.time.VirtualTime;

/** A household on virtual time whose health is written by its only author. */
final class Scene {
  static final Instant START = Instant.parse("2026-01-07T13:00:00Z");
  static final FindingCode DISK = new FindingCode("disk-full", Stage.STORED, Kind.FAULT);

  final VirtualTime time = new VirtualTime(START);
  final Map<String, Instant> heard = new LinkedHashMap<>();
  final Map<String, ActiveFinding> faults = new HashMap<>();
  final List<ActiveFinding> journal = new ArrayList<>();
  final List<String> behind = new ArrayList<>();
  final List<String> outputs = new ArrayList<>();
  Duration every = Duration.ofSeconds(10);
  private final MessageCatalogue messages = new MessageCatalogue(List.of());
  private Instant started = START;
  private AlarmWatch watch = new AlarmWatch(When.ANY);
  private AlarmRules rules = new AlarmRules("attic", "phone", memory());
  private final Map<String, String> kept = new HashMap<>();

  private AlarmMemory memory() {
    return new AlarmMemory() {
      @Override
      public Optional<String> get(String key) {
        return Optional.ofNullable(kept.get(key));
      }

      @Override
      public void put(String key, String text) {
        kept.put(key, text);
      }
    };
  }

  void watch(When when) {
    watch = new AlarmWatch(when);
  }

  void restart() {
    started = time.now();
    watch = new AlarmWatch(When.ANY);
    rules = new AlarmRules("attic", "phone", memory());
  }

  ActiveFinding since(FindingCode code) {
    return new ActiveFinding(code.with("seconds", 30), time.now(), time.now(), 9);
  }

  /** Lets a meter report that its line is silent, as it does before health misses a reading. */
  void unplug(String meter) {
    faults.put(meter, since(LinkFindings.SILENT));
  }

  HealthDocument document() {
    Instant now = time.now();
    List<MeterHealth> meters =
        heard.entrySet().stream()
            .map(
                meter ->
                    new MeterHealth(
                        meter.getKey(),
                        List.of(),
                        Optional.ofNullable(faults.get(meter.getKey())).stream().toList(),
                        List.of(),
                        Optional.ofNullable(meter.getValue()),
                        started,
                        Optional.of(MeterPace.of(every, every.multipliedBy(3)))))
            .toList();
    List<OutputHealth> all =
        outputs.stream()
            .map(
                name ->
                    new OutputHealth(
                        name,
                        "mqtt",
                        41,
                        0,
                        behind.contains(name)
                            ? Optional.of(now.minusSeconds(90))
                            : Optional.empty(),
                        Optional.of(now),
                        Optional.empty()))
            .toList();
    return HealthAuthor.write(new GatewayHealth("attic", meters, all, journal), messages, now);
  }

  /**
   * Passes time in steps of ten seconds, with readings of these meters; returns what is reported.
   */
  List<String> pass(Duration span, String... sending) throws InterruptedException {
    List<String> reported = new ArrayList<>();
    long end = time.nanos() + span.toNanos();
    while (time.nanos() < end) {
      time.pause(Duration.ofSeconds(10));
      for (String meter : sending) {
        heard.put(meter, time.now());
      }
      rules.observe(watch.read(document(), time.nanos()), time.nanos(), time.now());
      List<AlarmMessage> messages = rules.next(100);
      rules.reported(messages, time.nanos(), time.now());
      messages.forEach(
          m ->
              reported.add(
                  Duration.between(START, m.time()).toMinutes()
                      + " "
                      + m.event().word()
                      + " "
                      + m.watched().orElseThrow().key()
                      + ": "
                      + m.sentence()));
    }
    return reported;
  }
}
