// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.function.Consumer;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.EdgeLink;
import org.metergate.spi.link.Host;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkException;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.link.LinkProvider;
import org.metergate.spi.link.LinkUri;

/**
 * Opens the links of another provider and lets somebody listen to the bytes that are read from
 * them, burst by burst: a burst ends when a read finds nothing, and at 4096 bytes. Edges are not
 * listened to.
 *
 * @param provider opens the links.
 * @param listener is told on the thread that reads; returns at once.
 */
record RawTap(LinkProvider provider, Consumer<byte[]> listener) implements LinkProvider {
  private static final int LONGEST = 4096;

  @Override
  public String scheme() {
    return provider.scheme();
  }

  @Override
  public ByteLink open(LinkUri uri, LineSettings settings, Host host)
      throws LinkException, InterruptedException {
    return new Tapped(provider.open(uri, settings, host), listener);
  }

  @Override
  public EdgeLink openEdges(LinkUri uri, Host host) throws LinkException, InterruptedException {
    return provider.openEdges(uri, host);
  }

  /** One thread reads, as from any link. */
  private static final class Tapped implements ByteLink {
    private final ByteLink link;
    private final Consumer<byte[]> listener;
    private final ByteArrayOutputStream burst = new ByteArrayOutputStream();

    Tapped(ByteLink link, Consumer<byte[]> listener) {
      this.link = link;
      this.listener = listener;
    }

    @Override
    public int read(byte[] into, Duration maxWait) throws LinkLostException, InterruptedException {
      int count = link.read(into, maxWait);
      for (int i = 0; i < count; i++) {
        burst.write(into[i]);
        if (burst.size() == LONGEST) {
          tell();
        }
      }
      if (count == 0 && burst.size() > 0) {
        tell();
      }
      return count;
    }

    private void tell() {
      listener.accept(burst.toByteArray());
      burst.reset();
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
}
