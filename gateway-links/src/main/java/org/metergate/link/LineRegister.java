// SPDX-License-Identifier: Apache-2.0
package org.metergate.link;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.metergate.spi.link.LineClaim;
import org.metergate.spi.link.LinkException;
import org.metergate.spi.link.LinkFindings;

/** Which lines this program uses and what for. The kernel would only report "busy". Any thread. */
public final class LineRegister {
  private final Map<String, String> holders = new HashMap<>();

  /** Creates a register without claims. */
  public LineRegister() {}

  /**
   * Takes a line.
   *
   * @param line its unique name.
   * @param holder who takes it, worded to follow "is used by".
   * @return the claim; closing it frees the line.
   * @throws LinkException with LINE_TAKEN, naming the holder.
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
