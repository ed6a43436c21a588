// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** The platform's count of the memory that each thread has allocated. */
final class ThreadMemory {
  private ThreadMemory() {}

  /** Returns the bytes that a thread has ever allocated; 0 if the platform does not count them. */
  static long allocatedBy(Thread thread) {
    return ManagementFactory.getThreadMXBean() instanceof ThreadMXBean counting
            && counting.isThreadAllocatedMemorySupported()
        ? Math.max(0, counting.getThreadAllocatedBytes(thread.getId()))
        : 0;
  }
}
