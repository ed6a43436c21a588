// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.metergate.core.validation.CounterValidators;
import org.metergate.health.MeterChain;
import org.metergate.journal.Journal;
import org.metergate.spi.driver.DurableState;
import org.metergate.spi.driver.HistoryRequest;
import org.metergate.spi.driver.Session;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.time.TimeSource;

/** The session that a driver sees, backed by the journal and the chains of its meters. */
final class GatewaySession implements Session {
  private final TimeSource time;
  private final Journal journal;
  private final PendingReadings pendingReadings;
  private final CounterValidators counters;
  private final Map<String, MeterChain> chains;
  private final HistoryQueue historyQueue;
  private boolean goodFrame;

  GatewaySession(
      TimeSource time,
      Journal journal,
      PendingReadings pendingReadings,
      CounterValidators counters,
      Map<String, MeterChain> chains,
      HistoryQueue historyQueue) {
    this.counters = counters;
    this.historyQueue = historyQueue;
    this.time = time;
    this.journal = journal;
    this.pendingReadings = pendingReadings;
    this.chains = chains;
  }

  /** Returns whether a frame with a good checksum has arrived, which resets the back-off. */
  boolean sawGoodFrame() {
    return goodFrame;
  }

  @Override
  public void publish(Reading reading) {
    MeterChain chain = chain(reading.meter().name());
    pendingReadings.store(counters.check(reading, chain::find), chain);
    journal.readings().clockFinding().ifPresent(chain::find);
  }

  @Override
  public void passed(String meter, Stage stage) {
    goodFrame |= stage == Stage.FRAMES;
    chain(meter).passed(stage, 1);
  }

  @Override
  public void find(String meter, Finding finding) {
    chain(meter).find(finding);
  }

  @Override
  public void keepUndecoded(String meter, byte[] frame) {
    MeterChain chain = chain(meter);
    Map<String, Integer> dropped = new TreeMap<>();
    for (String owner : journal.undecoded().keep(chain.meter(), frame, now())) {
      dropped.merge(owner, 1, Integer::sum);
    }
    dropped.forEach(
        (owner, count) ->
            chain.find(SuperviseFindings.KEPT_DROPPED.with("meter", owner, "count", count)));
  }

  @Override
  public DurableState state(String meter, String key) {
    return journal.states().of(chain(meter).meter(), key);
  }

  @Override
  public Optional<HistoryRequest> historyRequest() {
    return historyQueue.take();
  }

  @Override
  public long nanos() {
    return time.nanos();
  }

  @Override
  public Instant now() {
    return time.now();
  }

  @Override
  public void pause(Duration duration) throws InterruptedException {
    time.pause(duration);
  }

  private MeterChain chain(String meter) {
    MeterChain chain = chains.get(meter);
    if (chain == null) {
      throw new IllegalArgumentException("the driver names an unknown meter '" + meter + "'");
    }
    return chain;
  }
}
