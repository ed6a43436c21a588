// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.mdns;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The socket of one interface. It is bound to the group's address, so that what is sent to this
 * machine alone stays with the machine's own responder, where there is one. After a given number of
 * datagrams a second it does not look at any more. One thread.
 */
final class InterfaceSocket implements Wire, AutoCloseable {
  private static final InetSocketAddress GROUP =
      new InetSocketAddress("224.0.0.251", InterfaceResponder.PORT);

  /** The largest datagram of multicast DNS (RFC 6762, section 17). */
  private static final int LARGEST = 9000;

  private static final int DATAGRAMS_A_SECOND = 200;
  private static final int AT_ONCE = 32;
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final DatagramChannel channel;
  private final SelectionKey key;
  private final InterfaceResponder responder;
  private final List<InetAddress> addresses;
  private final ByteBuffer buffer = ByteBuffer.allocate(LARGEST);
  private long second = System.nanoTime();
  private int datagrams;

  InterfaceSocket(
      NetworkInterface one,
      Selector selector,
      List<Claim> claims,
      List<InetAddress> addresses,
      Set<InetAddress> machine,
      Predicate<InetAddress> admits,
      Runnable renamed)
      throws IOException {
    this.addresses = addresses;
    this.responder =
        new InterfaceResponder(claims, addresses, machine, admits, this, new Random(), renamed);
    this.channel = DatagramChannel.open(StandardProtocolFamily.INET);
    try {
      share();
      channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, one);
      channel.setOption(StandardSocketOptions.IP_MULTICAST_TTL, 255);
      channel.setOption(StandardSocketOptions.IP_MULTICAST_LOOP, true);
      channel.bind(GROUP);
      channel.join(GROUP.getAddress(), one);
      channel.configureBlocking(false);
      key = channel.register(selector, SelectionKey.OP_READ, this);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e instanceof IOException io ? io : new IOException(e);
    }
  }

  private void share() throws IOException {
    channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
    if (channel.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT)) {
      channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
    }
  }

  List<InetAddress> addresses() {
    return addresses;
  }

  void restart(long now, long wait) {
    responder.restart(now, wait);
  }

  /** Returns how long until {@link #advance} has something to do. */
  long left(long now) {
    long left = responder.left(now);
    return key.isValid() && key.interestOps() == 0 ? Math.min(left, second + SECOND - now) : left;
  }

  void advance(long now) {
    if (now - second >= SECOND) {
      second = now;
      datagrams = 0;
      if (key.isValid()) {
        key.interestOps(SelectionKey.OP_READ);
      }
    }
    responder.advance(now);
  }

  /** Takes what has arrived, up to a bound. */
  void read(long now) {
    for (int i = 0; i < AT_ONCE; i++) {
      if (++datagrams > DATAGRAMS_A_SECOND) {
        key.interestOps(0); // the system throws away what does not fit into its buffer
        return;
      }
      try {
        buffer.clear();
        SocketAddress from = channel.receive(buffer);
        if (from == null) {
          datagrams--;
          return;
        }
        byte[] datagram = new byte[buffer.flip().remaining()];
        buffer.get(datagram);
        responder.receive(datagram, (InetSocketAddress) from, now);
      } catch (IOException e) {
        return; // an interface that goes down; the next look finds that
      }
    }
  }

  void sayGoodbye() {
    responder.sayGoodbye();
  }

  @Override
  public void toAll(byte[] message) {
    to(GROUP, message);
  }

  @Override
  public void to(InetSocketAddress receiver, byte[] message) {
    try {
      channel.send(ByteBuffer.wrap(message), receiver);
    } catch (IOException e) {
      // lost, as on a wire; the questions and announcements are repeated
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      System.getLogger(Announcer.class.getName())
          .log(System.Logger.Level.DEBUG, "a socket did not close cleanly", e);
    }
  }
}
