// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.metergate.spi.discovery.Match;
import org.metergate.spi.discovery.Scan;

/**
 * Collects what a scan finds, and checks that it never has asked more than there is to ask.
 *
 * @param matches grows with each meter.
 */
record CollectedMatches(List<Match> matches) implements Scan.Found {
  @Override
  public void meter(Match match) {
    matches.add(match);
  }

  @Override
  public void progress(int done, int all) {
    assertTrue(done <= all, done + " of " + all);
  }
}
