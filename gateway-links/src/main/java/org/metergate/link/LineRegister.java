// SPDX-License-Identifier: Apache-2.0
package org.metergate.link;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.metergate.spi.link.LineClaim;
import org.metergate.spi.link.LinkException;
import org.metergate.spi.link.LinkFindings;

/** Which lines this program uses and what for. The kernel would only say "busy". Any thread. */
public final class LineRegister {
  private final Map<String, String> holders = new HashMap<>();

  /** Creates a register without claims. */
  public LineRegister() {}

  /**
   * Takes a line.
   *
   * @param line its unmistakable name.
   * @param holder who takes it, as words that fit behind "is used by".
   * @return to be closed when it is free again.
   * @throws LinkException with LINE_TAKEN, naming who has it.
   */
  public synchronized LineClaim claim(String line, String holder) throws LinkException {
    String other = holders.putIfAbsent(line, holder);
    if (other != null) {
      throw new LinkException(LinkFindings.LINE_TAKEN.with("port", line, "holder", other), null);
    }
    AtomicBoolean held = new AtomicBoolean(true);
    return () -> {
      if (held.getAndSet(false)) {
        free(line);
      }
    };
  }

  private synchronized void free(String line) {
    holders.remove(line);
  }
}
