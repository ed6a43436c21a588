// SPDX-License-Identifier: Apache-2.0
package org.metergate.health;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.finding.FindingCode.Kind;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.link.LinkFindings;
import org.metergate.time.VirtualTime;

/** A gateway with meters and outputs on virtual time, of which the health is asked. */
final class Household {
  static final FindingCode CHEWED = new FindingCode("cable-chewed", Stage.PORT, Kind.FAULT);
  static final FindingCode CAT = new FindingCode("cat-on-meter", Stage.LIST, Kind.CONDITION);
  static final FindingCode DAMAGED = new FindingCode("damaged", Stage.FRAMES, Kind.FAULT);
  static final FindingCode FELL = new FindingCode("fell", Stage.LIST, Kind.CONDITION);
  static final FindingCode SCALE = new FindingCode("scale-open", Stage.LIST, Kind.CONDITION);
  static final FindingCode NOT_STORED = new FindingCode("not-stored", Stage.STORED, Kind.FAULT);
  static final FindingCode NOT_SYNCED = new FindingCode("not-synced", Stage.STORED, Kind.FAULT);
  static final FindingCode REFUSED = new FindingCode("broker-refused", Stage.DELIVERED, Kind.FAULT);

  private static final MeterPace TEN_SECONDS =
      MeterPace.of(Duration.ofSeconds(10), Duration.ofSeconds(30));

  final VirtualTime time = new VirtualTime(Instant.parse("2026-01-07T12:00:00Z"));
  final MessageCatalogue messages =
      new MessageCatalogue(
          List.of(
              new MessageCatalogue.Source(
                  "org/metergate/health/health-test", Household.class.getClassLoader())));
  final List<OutputHealth> outputs = new ArrayList<>();
  final List<ActiveFinding> journal = new ArrayList<>();
  private final Map<String, MeterChain> chains = new LinkedHashMap<>();
  private final Map<String, MeterPace> paces = new LinkedHashMap<>();

  /** Returns a gateway that starts to read these meters now; each sends every ten seconds. */
  static Household of(String... meters) {
    Household household = new Household();
    for (String meter : meters) {
      household.meter(meter, TEN_SECONDS);
    }
    return household;
  }

  void meter(String name, MeterPace pace) {
    chains.put(name, new MeterChain(name, time::now, (meter, finding, change) -> {}));
    paces.put(name, pace);
  }

  MeterChain chain(String meter) {
    return chains.get(meter);
  }

  void pause(Duration duration) {
    try {
      time.pause(duration);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Passes a telegram through the whole chain of a meter. */
  void telegram(String meter, Finding... findings) {
    MeterChain chain = chain(meter);
    chain.passed(Stage.PORT, 1);
    chain.passed(Stage.BYTES, 100);
    chain.passed(Stage.FRAMES, 1);
    List.of(findings).forEach(chain::find);
    chain.passed(Stage.LIST, 1);
    chain.passed(Stage.STORED, 1);
  }

  void silence(String meter) {
    chain(meter).find(LinkFindings.SILENT.with("seconds", 30));
  }

  /** Adds an output with readings that wait for that long, and a fault that lasts for that long. */
  void output(String name, Duration waiting, Finding fault, Duration faultAge) {
    outputs.add(
        new OutputHealth(
            name,
            "mqtt",
            41,
            waiting == null ? 0 : 7,
            Optional.ofNullable(waiting).map(time.now()::minus),
            Optional.of(time.now()),
            Optional.ofNullable(fault)
                .map(f -> new ActiveFinding(f, time.now().minus(faultAge), time.now(), 9))));
  }

  HealthDocument document() {
    List<MeterHealth> meters =
        chains.values().stream()
            .map(chain -> chain.snapshot().withPace(Optional.of(paces.get(chain.meter()))))
            .toList();
    return HealthAuthor.write(
        new GatewayHealth("attic", meters, outputs, journal), messages, time.now());
  }

  MeterReport meter(String name) {
    return document().meters().stream()
        .filter(meter -> meter.meter().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
