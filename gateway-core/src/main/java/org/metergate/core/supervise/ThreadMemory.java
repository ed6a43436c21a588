// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What the platform counts of each thread's memory. */
final class ThreadMemory {
  private ThreadMemory() {}

  /** Bytes that a thread has ever taken; 0 on a platform that does not count them. */
  static long takenBy(Thread thread) {
    return ManagementFactory.getThreadMXBean() instanceof ThreadMXBean counting
            && counting.isThreadAllocatedMemorySupported()
        ? Math.max(0, counting.getThreadAllocatedBytes(thread.getId()))
        : 0;
  }
}
