// SPDX-License-Identifier: Apache-2.0
package org.metergate.output;

import java.time.Instant;
import java.util.Optional;
import org.metergate.health.ActiveFinding;
import org.metergate.health.FindingListener;
import org.metergate.health.FindingListener.Change;
import org.metergate.health.OutputHealth;
import org.metergate.spi.finding.Finding;

/**
 * What an output has delivered and what is in its way. A fault is reported when it begins, when
 * another takes its place, and when it ends. Any thread.
 */
final class DeliveryStats {
  private final OutputInfo info;
  private final Optional<String> listens;
  private final FindingListener listener;
  private long delivered;
  private Instant lastDelivery;
  private ActiveFinding fault;
  private ActiveFinding lastFault;

  DeliveryStats(OutputInfo info, Optional<String> listens, FindingListener listener) {
    this.info = info;
    this.listens = listens;
    this.listener = listener;
  }

  synchronized void delivered(int count, Instant at) {
    delivered += count;
    lastDelivery = at;
  }

  void happened(Finding finding) {
    listener.changed(info.name(), finding, Change.HAPPENED);
  }

  void failed(Finding finding, Instant at) {
    ActiveFinding before;
    synchronized (this) {
      before = fault;
      boolean same = before != null && before.finding().code().equals(finding.code());
      fault =
          same
              ? new ActiveFinding(finding, before.since(), at, before.count() + 1)
              : new ActiveFinding(finding, at, at, 1);
      lastFault = fault;
      if (same) {
        return;
      }
    }
    if (before != null) {
      listener.changed(info.name(), before.finding(), Change.ENDED);
    }
    listener.changed(info.name(), finding, Change.BEGAN);
  }

  void recovered() {
    ActiveFinding before;
    synchronized (this) {
      before = fault;
      fault = null;
    }
    if (before != null) {
      listener.changed(info.name(), before.finding(), Change.ENDED);
    }
  }

  synchronized OutputHealth health(long queued, Optional<Instant> oldestWaiting) {
    return new OutputHealth(
        info.name(),
        info.type(),
        delivered,
        queued,
        oldestWaiting,
        Optional.ofNullable(lastDelivery),
        Optional.ofNullable(fault),
        Optional.ofNullable(lastFault),
        OutputHealth.limit(info.every()),
        listens);
  }
}
