// SPDX-License-Identifier: Apache-2.0
package org.metergate.testing;

import java.time.Duration;
import java.util.function.LongPredicate;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.time.TimeSource;

/**
 * A link that ends when a test has seen enough.
 *
 * @param link the underlying link.
 * @param enough checked before each read, with the nanoseconds since the start.
 * @param start the start, on the clock.
 * @param time the clock.
 */
public record EndingLink(ByteLink link, LongPredicate enough, long start, TimeSource time)
    implements ByteLink {
  @Override
  public int read(byte[] into, Duration maxWait) throws LinkLostException, InterruptedException {
    if (enough.test(time.nanos() - start)) {
      throw new LinkLostException(LinkFindings.END_OF_INPUT.with("port", "test"), null);
    }
    return link.read(into, maxWait);
  }

  @Override
  public void write(byte[] bytes) throws LinkLostException {
    link.write(bytes);
  }

  @Override
  public boolean request(boolean on) throws LinkLostException {
    return link.request(on);
  }

  @Override
  public void reconfigure(LineSettings settings) throws LinkLostException {
    link.reconfigure(settings);
  }

  @Override
  public void discardInput() throws LinkLostException {
    link.discardInput();
  }

  @Override
  public void close() {
    link.close();
  }
}
