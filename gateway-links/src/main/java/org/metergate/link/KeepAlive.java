// SPDX-License-Identifier: Apache-2.0
package org.metergate.link;

import java.io.IOException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.Map;
import jdk.net.ExtendedSocketOptions;

/**
 * How soon the kernel probes a silent peer. A serial server that lost its power does not close the
 * connection, which then looks open forever. A push meter sends every 10 s, a polled one may
 * legitimately be silent for an hour, so silence itself proves nothing, but a live peer answers
 * these probes (TCP keep-alive, RFC 9293 section 3.8.4).
 *
 * <p>Probes pause while bytes that were sent are not acknowledged. A peer that dies in the middle
 * of a request is detected when it is back and refuses the retransmitted bytes, or else when the
 * kernel gives up retransmitting (about 15 minutes with its usual setting).
 *
 * @param idleSeconds silence before the first probe.
 * @param intervalSeconds between two probes.
 * @param probes how many go unanswered before the connection counts as lost.
 */
record KeepAlive(int idleSeconds, int intervalSeconds, int probes) {
  /** A dead peer is detected after 15 s and three probes of 5 s: within half a minute. */
  static final KeepAlive STANDARD = new KeepAlive(15, 5, 3);

  /**
   * Applies the setting to a connection.
   *
   * @param channel not yet closed.
   * @throws IOException if the kernel refuses.
   */
  void apply(SocketChannel channel) throws IOException {
    channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    Map<SocketOption<Integer>, Integer> times =
        Map.of(
            ExtendedSocketOptions.TCP_KEEPIDLE, idleSeconds,
            ExtendedSocketOptions.TCP_KEEPINTERVAL, intervalSeconds,
            ExtendedSocketOptions.TCP_KEEPCOUNT, probes);
    for (Map.Entry<SocketOption<Integer>, Integer> time : times.entrySet()) {
      if (channel.supportedOptions().contains(time.getKey())) {
        channel.setOption(time.getKey(), time.getValue());
      }
    }
  }
}
