// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.Host;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkProvider;
import org.metergate.spi.link.LinkUri;
import org.metergate.testing.RealHost;

class RawTapTest {
  private final Deque<byte[]> line = new ArrayDeque<>();
  private final List<byte[]> heard = new ArrayList<>();

  @Test
  void tellsWhatCameBetweenTwoSilencesAtOnce() throws Exception {
    readAll(new byte[] {1, 2}, new byte[] {3}, new byte[0], new byte[0], new byte[] {4});
    assertEquals(List.of("[1, 2, 3]", "[4]"), heard.stream().map(Arrays::toString).toList());
  }

  @Test
  void neverHoldsMoreThanFourKilobytes() throws Exception {
    readAll(new byte[3000], new byte[3000], new byte[3000], new byte[0]);
    assertEquals(List.of(4096, 4096, 808), heard.stream().map(bytes -> bytes.length).toList());
  }

  private void readAll(byte[]... pieces) throws Exception {
    line.addAll(List.of(pieces));
    RawTap tapped = new RawTap(new Scripted(), heard::add);
    LinkUri uri = new LinkUri("scripted", "", Map.of());
    byte[] into = new byte[5000];
    try (ByteLink link = tapped.open(uri, LineSettings.eightNone(2400), new RealHost())) {
      for (byte[] piece : pieces) {
        assertEquals(piece.length, link.read(into, Duration.ZERO), "nothing changes for a driver");
      }
      assertEquals(0, link.read(into, Duration.ZERO));
    }
  }

  private final class Scripted implements LinkProvider {
    @Override
    public String scheme() {
      return "scripted";
    }

    @Override
    public ByteLink open(LinkUri uri, LineSettings settings, Host host) {
      return new ByteLink() {
        @Override
        public int read(byte[] into, Duration maxWait) {
          byte[] piece = line.isEmpty() ? new byte[0] : line.remove();
          System.arraycopy(piece, 0, into, 0, piece.length);
          return piece.length;
        }

        @Override
        public void write(byte[] bytes) {}

        @Override
        public boolean request(boolean on) {
          return false;
        }

        @Override
        public void reconfigure(LineSettings settings) {}

        @Override
        public void discardInput() {}

        @Override
        public void close() {}
      };
    }
  }
}
