// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.discovery;

import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.time.TimeSource;

/**
 * Implemented, in addition to {@link org.metergate.spi.driver.DriverProvider}, by a provider whose
 * links carry many meters and that can find out which ones there are, by questions that only read.
 */
public interface Scan {

  /**
   * Returns the line settings to begin with.
   *
   * @return the usual speed and framing of such a link.
   */
  LineSettings settings();

  /**
   * Searches a link for meters. It may take minutes; what was found until an interruption or a lost
   * link remains valid. Called on a thread of the caller, which reads no meter of this link
   * meanwhile.
   *
   * @param link an open link with {@link #settings()}.
   * @param time the only clock.
   * @param found receives each meter once.
   * @throws LinkLostException when the link is gone.
   * @throws InterruptedException when the caller is asked to stop.
   */
  void scan(ByteLink link, TimeSource time, Found found)
      throws LinkLostException, InterruptedException;

  /** Receives the results of a scan, on the thread of the scan. */
  interface Found {

    /**
     * Takes a meter.
     *
     * @param match the meter, with the options with which it is read.
     */
    void meter(Match match);

    /**
     * Takes the progress of the scan.
     *
     * @param done questions asked so far.
     * @param all questions in all, as far as is known now; 0 when that cannot be said.
     */
    void progress(int done, int all);
  }
}
