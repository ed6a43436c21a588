// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import org.metergate.spi.discovery.Scan;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.time.TimeSource;

/** Finds all meters of a bus. */
final class MbusScan {
  MbusScan(ByteLink link, TimeSource time, Scan.Found found) {}

  void run() throws LinkLostException, InterruptedException {}
}
