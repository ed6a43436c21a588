// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Acts when the memory that is still in use after a collection comes near the limit. The platform
 * does not report whose memory that is; it only counts what each thread has ever allocated. So the
 * dropped-in driver whose thread allocated most since the last check is replaced, one at each
 * check, and all that its objects held is free then.
 */
final class MemoryWatch {
  private static final double NEARLY_FULL = 0.85;

  private final List<MemoryPoolMXBean> pools;

  MemoryWatch() {
    this(
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .filter(MemoryPoolMXBean::isCollectionUsageThresholdSupported)
            .toList());
  }

  MemoryWatch(List<MemoryPoolMXBean> pools) {
    this.pools = pools;
  }

  void check(List<LinkSupervisor> links) {
    List<LinkSupervisor> droppedIn = links.stream().filter(LinkSupervisor::isDroppedIn).toList();
    if (droppedIn.isEmpty()) {
      return;
    }
    Optional<LinkSupervisor> largest =
        droppedIn.stream().max(Comparator.comparingLong(LinkSupervisor::allocatedSinceLastCheck));
    if (isNearlyFull()) {
      largest.ifPresent(LinkSupervisor::replaceDriver);
    }
  }

  /** Checks the largest pool, where long-lived objects end up. */
  private boolean isNearlyFull() {
    return pools.stream()
        .map(MemoryPoolMXBean::getCollectionUsage)
        .filter(usage -> usage != null && usage.getMax() > 0)
        .max(Comparator.comparingLong(MemoryUsage::getMax))
        .filter(usage -> usage.getUsed() > usage.getMax() * NEARLY_FULL)
        .isPresent();
  }
}
