// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.led;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.metergate.kit.ClockHost;
import org.metergate.link.LineRegister;
import org.metergate.spi.link.LineClaim;
import org.metergate.spi.link.LinkException;
import org.metergate.spi.link.LinkUri;
import org.metergate.spi.link.OutputLine;
import org.metergate.time.SystemTime;

/** The host of a program on a board whose lines remember their level. */
final class LampBoard extends ClockHost {
  private final LineRegister register = new LineRegister();
  private final Map<String, Boolean> levels = new ConcurrentHashMap<>();

  LampBoard() {
    super(new SystemTime());
  }

  /** The level of a line, or nothing if it is not driven. */
  Optional<Boolean> driven(int line) {
    return Optional.ofNullable(levels.get("gpio:" + line));
  }

  @Override
  public OutputLine output(LinkUri uri, String holder) throws LinkException {
    String line = uri.toString().replaceFirst("\\?.*", "");
    boolean activeLow = uri.toString().endsWith("?active=low");
    LineClaim claim = claim(line, holder);
    levels.put(line, activeLow);
    return new OutputLine() {
      @Override
      public void set(boolean active) {
        levels.put(line, active != activeLow);
      }

      @Override
      public void release() {
        levels.remove(line);
        claim.close();
      }
    };
  }

  @Override
  public LineClaim claim(String line, String holder) throws LinkException {
    return register.claim(line, holder);
  }
}
