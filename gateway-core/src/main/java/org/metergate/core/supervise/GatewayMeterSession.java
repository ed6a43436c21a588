// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.metergate.health.MeterChain;
import org.metergate.session.ReadingSession;
import org.metergate.spi.driver.DurableState;
import org.metergate.spi.driver.KeptFrame;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.MeterRef;
import org.metergate.spi.reading.Nameplate;
import org.metergate.spi.reading.Reading;

/**
 * The session of a meter, backed by the journal and the meter's chain. What it passes on is safe to
 * keep: no object of the driver's own classes gets into the program.
 */
final class GatewayMeterSession extends ReadingSession {
  static final int MAX_MEASUREMENTS = 2000;
  private static final int MAX_NAME = 100;

  private final GatewaySession.Shared shared;
  private final SessionGate gate;
  private final MeterChain chain;
  private Nameplate described = Nameplate.NONE;
  private String model = "";
  private boolean goodFrame;

  GatewayMeterSession(String name, GatewaySession.Shared shared, SessionGate gate) {
    super(name, shared.time());
    this.shared = shared;
    this.gate = gate;
    this.chain = shared.chain(name);
  }

  /** Returns whether a frame with a good checksum has arrived. */
  boolean sawGoodFrame() {
    return goodFrame;
  }

  @Override
  protected void accept(Reading reading) {
    gate.enterCounted();
    try {
      Reading own = shared.distinctTimes().stamp(ownReading(reading));
      Reading checked = shared.counters().of(own.meter()).check(own, chain::find);
      keepModel(own.meter()); // before the reading, with which it is written
      shared.pendingReadings().store(checked, chain);
      Optional<Finding> ownClock = shared.readings().clockFinding();
      ownClock.ifPresent(chain::find);
      if (ownClock.isEmpty() && MeterClock.isFarOff(own)) {
        chain.find(SuperviseFindings.METER_CLOCK.with());
      }
    } finally {
      gate.leave();
    }
  }

  /** What the driver says of a meter is kept with its number, since another one may follow it. */
  private void keepModel(MeterRef meter) {
    if (!model.isEmpty() && meter.subMeter().isEmpty()) {
      shared.states().model(meter, model);
    }
  }

  /**
   * Copies a list of the driver's own class: it would hold all its classes for as long as it lives.
   *
   * @throws IllegalArgumentException if it is longer than any telegram.
   */
  static Reading ownReading(Reading reading) {
    List<Measurement> measurements = reading.measurements();
    if (measurements.size() > MAX_MEASUREMENTS) {
      throw new IllegalArgumentException("more than 2000 measurements in a reading");
    }
    return measurements.getClass().getClassLoader() == null
        ? reading
        : reading.withMeasurements(List.copyOf(measurements));
  }

  @Override
  public void describe(Nameplate nameplate) {
    if (nameplate.equals(described)) {
      return;
    }
    gate.enter();
    try {
      described = nameplate;
      model = shown(nameplate.model());
      chain.describe(
          new Nameplate(
              shown(nameplate.manufacturer()),
              model,
              shown(nameplate.modelId()),
              shown(nameplate.software()),
              shown(nameplate.hardware())));
    } finally {
      gate.leave();
    }
  }

  /** What a meter sends is shown to people: no line ends, and no more than a line. */
  private static String shown(String text) {
    String line = text.replaceAll("\\p{Cntrl}", " ").strip();
    return line.length() <= MAX_NAME ? line : line.substring(0, MAX_NAME);
  }

  @Override
  public void passed(Stage stage) {
    gate.enter();
    try {
      goodFrame |= stage == Stage.FRAMES;
      chain.passed(stage, 1);
    } finally {
      gate.leave();
    }
  }

  @Override
  public void find(Finding finding) {
    gate.enterCounted();
    try {
      chain.find(shared.naming().apply(finding));
    } finally {
      gate.leave();
    }
  }

  @Override
  public void keepUndecoded(byte[] frame) {
    gate.enterCounted();
    try {
      Instant at = shared.distinctTimes().of(name() + " frames", now());
      // it may wait, and the driver may use its array for the next one
      KeptFrame own = new KeptFrame(at, frame.clone());
      shared.pendingReadings().keep(own, shared.undecoded(), chain);
    } finally {
      gate.leave();
    }
  }

  @Override
  public DurableState state(String key) {
    return shared.states().of(name(), key);
  }

  @Override
  public void pause(Duration duration) throws InterruptedException {
    gate.enter();
    try {
      super.pause(duration);
    } finally {
      gate.leave();
    }
  }
}
