// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.pulse;

import java.util.Map;
import org.metergate.kit.KitSession;
import org.metergate.spi.reading.Reading;
import org.metergate.spi.time.TimeSource;

/** A session whose states are written to disk with a reading, as in the journal, and not before. */
final class JournalLike extends KitSession {
  Map<String, String> kept = Map.of();

  JournalLike(TimeSource time) {
    super(time);
  }

  @Override
  protected void published(Reading reading) {
    kept = states();
  }
}
