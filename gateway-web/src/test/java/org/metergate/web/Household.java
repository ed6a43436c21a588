// SPDX-License-Identifier: Apache-2.0
package org.metergate.web;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.metergate.health.ActiveFinding;
import org.metergate.health.GatewayHealth;
import org.metergate.health.HealthAuthor;
import org.metergate.health.HealthDocument;
import org.metergate.health.MessageCatalogue;
import org.metergate.health.MeterChain;
import org.metergate.health.OutputHealth;
import org.metergate.latest.LatestValues;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.MeterTime;
import org.metergate.spi.reading.Origin;
import org.metergate.spi.reading.Quantities;
import org.metergate.spi.reading.Quantity;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.reading.Unit;
import org.metergate.spi.reading.Value;
import org.metergate.time.VirtualTime;
import org.metergate.value.Units;
import org.metergate.web.page.PageSources;
import org.metergate.web.page.PossibleCause;
import org.metergate.web.page.Today;

/** A gateway with meters and outputs as the page reads it, on virtual time. */
public final class Household {
  public static final FindingCode NOT_AUTHENTICATED =
      new FindingCode("not-authenticated", Stage.DECRYPTION, FindingCode.Kind.CONDITION);
  public static final FindingCode MESSAGES_LOST =
      new FindingCode("messages-lost", Stage.LIST, FindingCode.Kind.EVENT);
  public static final FindingCode BROKER_REFUSED =
      new FindingCode("broker-refused", Stage.DELIVERED, FindingCode.Kind.FAULT);

  private final VirtualTime time = new VirtualTime(Instant.parse("2026-01-07T12:00:00Z"));
  public final LatestValues latest = new LatestValues();
  public final Map<String, MeterChain> chains = new ConcurrentSkipListMap<>();
  public final List<OutputHealth> outputs = new CopyOnWriteArrayList<>();
  public final Map<String, String> links = new ConcurrentSkipListMap<>();
  public final MessageCatalogue messages =
      new MessageCatalogue(
          List.of(
              new MessageCatalogue.Source(
                  "org/metergate/web/web-test", Household.class.getClassLoader())));

  /** In which units the page shows values. */
  public Units units = Units.METER;

  public final Map<String, String> labels = new ConcurrentSkipListMap<>();
  public final Map<String, List<Today>> today = new ConcurrentSkipListMap<>();
  public final List<PossibleCause> causes = new CopyOnWriteArrayList<>();

  /** Returns a household with one meter of that name. */
  public static Household with(String meter) {
    Household household = new Household();
    household.meter(meter, "serial:/dev/ttyAMA0");
    return household;
  }

  public MeterChain meter(String name, String link) {
    MeterChain chain = new MeterChain(name, this::now, (meter, finding, change) -> {});
    chains.put(name, chain);
    links.put(name, link);
    return chain;
  }

  public PageSources sources() {
    return new PageSources(
            this::health,
            latest,
            name -> links.getOrDefault(name, ""),
            this::now,
            ZoneId.of("Europe/Copenhagen"),
            units)
        .withLabels(name -> labels.getOrDefault(name, ""))
        .withToday(name -> today.getOrDefault(name, List.of()))
        .withCauses(meter -> causes);
  }

  public HealthDocument health() {
    return HealthAuthor.write(
        new GatewayHealth(
            "stairwell-3", chains.values().stream().map(MeterChain::snapshot).toList(), outputs),
        messages,
        now());
  }

  public synchronized Instant now() {
    return time.now();
  }

  public synchronized void pause(Duration duration) {
    try {
      time.pause(duration);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Simulates a telegram of the meter, which passes the whole chain. */
  public void telegram(String meter, int watts, Finding... findings) {
    telegram(meter, list(watts), findings);
  }

  public void telegram(String meter, List<Measurement> measurements, Finding... findings) {
    MeterChain chain = chains.get(meter);
    if (chain.snapshot().stages().get(0).passed() == 0) {
      chain.passed(Stage.PORT, 1);
    }
    chain.passed(Stage.BYTES, 491);
    chain.passed(Stage.FRAMES, 1);
    chain.passed(Stage.DECRYPTION, 1);
    List.of(findings).forEach(chain::find);
    chain.passed(Stage.LIST, 1);
    chain.passed(Stage.STORED, 1);
    latest.accept(reading(meter, measurements));
  }

  Reading reading(String meter, List<Measurement> measurements) {
    return new Reading(
        MeterRef.of(meter, "12345678"), 1, Origin.LIVE, now(), Optional.empty(), measurements);
  }

  public void silence(String meter) {
    chains.get(meter).find(LinkFindings.SILENT.with("seconds", 63));
  }

  public OutputHealth output(String name, long queued, Duration oldest, Finding fault) {
    return new OutputHealth(
        name,
        "mqtt",
        1284,
        queued,
        Optional.ofNullable(oldest).map(now()::minus),
        Optional.of(now().minusSeconds(1)),
        Optional.ofNullable(fault)
            .map(f -> new ActiveFinding(f, now().minusSeconds(90), now(), 9)));
  }

  /** Returns the measurements of a three-phase electricity meter. */
  public static List<Measurement> list(int watts) {
    List<Measurement> list = new ArrayList<>();
    list.add(text(Quantities.LIST_ID, "Kamstrup_V0001", "1.1.0.2.129.255"));
    list.add(text(Quantities.METER_NUMBER, "12345678", "1.1.96.1.0.255"));
    list.add(
        new Measurement(
            Quantities.METER_CLOCK,
            new Value.Moment(
                new MeterTime(LocalDateTime.of(2026, 1, 7, 12, 59, 58), ZoneOffset.ofHours(1))),
            Unit.NONE,
            "0.1.1.0.0.255",
            null,
            null));
    list.add(decimal(Quantities.POWER_IMPORT, Integer.toString(watts), Unit.W, "1.1.1.7.0.255"));
    list.add(decimal(Quantities.POWER_EXPORT, "0", Unit.W, "1.1.2.7.0.255"));
    list.add(decimal(Quantities.REACTIVE_POWER_IMPORT, "0", Unit.VAR, "1.1.3.7.0.255"));
    list.add(decimal(Quantities.REACTIVE_POWER_EXPORT, "114", Unit.VAR, "1.1.4.7.0.255"));
    for (int phase = 1; phase <= 3; phase++) {
      String register = "1.1." + (phase * 20 + 11) + ".7.0.255";
      list.add(
          decimal(Quantities.phase(Quantities.CURRENT, phase), phase + ".42", Unit.A, register));
      register = "1.1." + (phase * 20 + 12) + ".7.0.255";
      list.add(
          decimal(Quantities.phase(Quantities.VOLTAGE, phase), "23" + phase, Unit.V, register));
    }
    list.add(decimal(Quantities.ENERGY_IMPORT, "913.000", Unit.KWH, "1.1.1.8.0.255"));
    list.add(decimal(Quantities.ENERGY_EXPORT, "0.000", Unit.KWH, "1.1.2.8.0.255"));
    return list;
  }

  public static Measurement decimal(Quantity quantity, String number, Unit unit, String register) {
    BigDecimal value = new BigDecimal(number);
    return new Measurement(
        quantity,
        new Value.Decimal(value),
        unit,
        register,
        new BigDecimal(value.unscaledValue()),
        null);
  }

  /** Returns a counter whose scale is not known yet. */
  public static Measurement raw(Quantity quantity, long number, String register) {
    return new Measurement(quantity, null, Unit.WH, register, BigDecimal.valueOf(number), null);
  }

  public static Measurement text(Quantity quantity, String text, String register) {
    return Measurement.of(quantity, new Value.Text(text), register);
  }

  /** Adds everything at once: faults, notes, waiting, old values, long names. */
  public void crowd() {
    meter("heat", "serial:/dev/serial/by-id/usb-FTDI_FT232R_USB_UART_A50285BI-if00-port0");
    telegram(
        "heat",
        List.of(
            raw(Quantities.ENERGY_IMPORT, 866636, "1.1.1.8.0.255"),
            text(Quantities.METER_TYPE, "x".repeat(90), "1.1.96.1.1.255")),
        NOT_AUTHENTICATED.with());
    meter("water", "emulator:water");
    chains.get("electricity").find(MESSAGES_LOST.with("count", 3));
    pause(Duration.ofHours(4));
    silence("electricity");
    telegram("heat", List.of(text(Quantities.LIST_ID, "L", "1.1.0.2.129.255")));
    outputs.add(output("files", 0, null, null));
    outputs.add(output("slow", 1500, Duration.ofMinutes(14), null));
    outputs.add(output("home", 3, Duration.ofHours(3), BROKER_REFUSED.with("broker", "b")));
  }
}
