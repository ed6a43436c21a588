// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.metergate.core.validation.CounterValidators;
import org.metergate.health.MeterChain;
import org.metergate.journal.Readings;
import org.metergate.journal.States;
import org.metergate.journal.Undecoded;
import org.metergate.spi.driver.HistoryRequest;
import org.metergate.spi.driver.Session;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.time.TimeSource;

/** The session that a driver sees while its link is open. */
final class GatewaySession implements Session {
  private final Shared shared;
  private final SessionGate gate;
  private final HistoryQueue historyQueue;
  private final Map<String, GatewayMeterSession> meters = new HashMap<>();

  /**
   * What all sessions of a link use.
   *
   * @param time the only clock of the driver.
   * @param readings of the journal, which know whether the clock is set.
   * @param undecoded keeps the frames that wait for their key.
   * @param states keep what a driver remembers.
   * @param pendingReadings stores readings and frames, which wait there while the journal cannot be
   *     written.
   * @param counters check counters before they are stored.
   * @param chains of the meters, by configured name.
   * @param distinctTimes stamp what is read.
   * @param naming gives the findings of a dropped-in driver their prefix.
   */
  record Shared(
      TimeSource time,
      Readings readings,
      Undecoded undecoded,
      States states,
      PendingReadings pendingReadings,
      CounterValidators counters,
      Map<String, MeterChain> chains,
      DistinctTimes distinctTimes,
      UnaryOperator<Finding> naming) {

    MeterChain chain(String meter) {
      MeterChain chain = chains.get(meter);
      if (chain == null) {
        throw new IllegalArgumentException("this link has no meter named " + meter);
      }
      return chain;
    }
  }

  GatewaySession(Shared shared, SessionGate gate, HistoryQueue historyQueue) {
    this.shared = shared;
    this.gate = gate;
    this.historyQueue = historyQueue;
  }

  /** Returns whether a frame with a good checksum has arrived, which resets the back-off. */
  boolean sawGoodFrame() {
    return meters.values().stream().anyMatch(GatewayMeterSession::sawGoodFrame);
  }

  /** Refuses every further call of the driver. */
  void end() {
    gate.close();
  }

  @Override
  public GatewayMeterSession meter(String name) {
    return meters.computeIfAbsent(name, n -> new GatewayMeterSession(n, shared, gate));
  }

  @Override
  public Optional<HistoryRequest> historyRequest() {
    return historyQueue.take().map(job -> new DriverHistoryRequest(job, shared));
  }

  @Override
  public long nanos() {
    return shared.time().nanos();
  }

  @Override
  public Instant now() {
    return shared.time().now();
  }

  @Override
  public void pause(Duration duration) throws InterruptedException {
    gate.enterWait(duration);
    try {
      shared.time().pause(duration);
    } finally {
      gate.leave();
    }
  }
}
