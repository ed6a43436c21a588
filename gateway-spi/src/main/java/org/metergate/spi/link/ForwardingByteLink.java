// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.link;

import java.time.Duration;
import java.util.Objects;

/**
 * A byte link that passes every call on to another one; to extend, for links that add something to
 * a link. Keeps the thread rules of {@link ByteLink}.
 */
public abstract class ForwardingByteLink implements ByteLink {
  private final ByteLink link;

  /**
   * Wraps a link.
   *
   * @param link is closed together with this one.
   */
  protected ForwardingByteLink(ByteLink link) {
    this.link = Objects.requireNonNull(link);
  }

  @Override
  public int read(byte[] into, Duration maxWait) throws LinkLostException, InterruptedException {
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
