// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.p1server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.metergate.output.served.Listen;

/**
 * Sends telegrams to all who are connected. One thread serves all clients, 32 at most; none is
 * waited for, and nothing is queued but the rest of one telegram a client. Without a fresh telegram
 * nobody is connected: readers take a closed connection for a meter that is gone, and a silent one
 * for a meter whose last value is valid. Any thread may call.
 */
final class TelegramServer implements AutoCloseable {
  /** The most clients at a time. */
  static final int MOST_CLIENTS = 32;

  private static final System.Logger LOG = System.getLogger(TelegramServer.class.getName());

  /** How often it is looked whether the meter is still fresh. */
  private static final long CHECK_MS = 500;

  private static final int WAITING = 16;
  private static final long JOIN_MS = 3000;
  private static final int SCRATCH = 4096;

  private final String name;
  private final Listen listen;
  private final Supplier<Optional<Telegram>> newest;
  private final AtomicReference<Telegram> next = new AtomicReference<>();
  private final Set<Client> clients = new LinkedHashSet<>();
  private final ByteBuffer scratch = ByteBuffer.allocate(SCRATCH);
  private volatile boolean stopped;
  private volatile int count;
  private ServerSocketChannel port;
  private volatile Selector selector;
  private SelectionKey accepting;
  private long refusedAt;
  private Thread thread;

  /**
   * Opens nothing yet.
   *
   * @param name of the output, for the thread's name.
   * @param listen where and for whom.
   * @param newest returns the present telegram, nothing where the meter is stale; asked on the
   *     server's thread.
   */
  TelegramServer(String name, Listen listen, Supplier<Optional<Telegram>> newest) {
    this.name = name;
    this.listen = listen;
    this.newest = newest;
  }

  /**
   * Opens the port and starts to serve; does nothing where that is done.
   *
   * @throws IOException where the port cannot be opened.
   */
  synchronized void open() throws IOException {
    if (thread != null && thread.isAlive() || stopped) {
      return;
    }
    selector = Selector.open();
    port = ServerSocketChannel.open();
    try {
      port.bind(listen.socket(), WAITING);
      port.configureBlocking(false);
      accepting = port.register(selector, SelectionKey.OP_ACCEPT);
    } catch (IOException e) {
      close(port);
      close(selector);
      throw e;
    }
    thread = new Thread(this::run, "p1-server-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Sends a telegram to all clients, in place of one that was not sent yet. Returns at once. */
  void send(Telegram telegram) {
    next.set(telegram);
    Selector open = selector;
    if (open != null) {
      open.wakeup();
    }
  }

  /** Returns how many clients are connected. */
  int clients() {
    return count;
  }

  private void run() {
    try {
      while (!stopped) {
        selector.select(this::ready, clients.isEmpty() && accepts() ? 0 : CHECK_MS);
        Telegram telegram = next.getAndSet(null);
        if (telegram != null) {
          List.copyOf(clients).stream().filter(c -> !c.send(telegram)).forEach(this::drop);
        } else if (!clients.isEmpty() && newest.get().isEmpty()) {
          List.copyOf(clients).forEach(this::drop);
        }
        count = clients.size();
        if (!accepts() && System.nanoTime() - refusedAt >= CHECK_MS * 1_000_000) {
          accept();
        }
      }
    } catch (IOException | RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "the port of the output " + name + " is closed", e);
    } finally {
      List.copyOf(clients).forEach(this::drop);
      count = 0;
      close(port);
      close(selector);
    }
  }

  private boolean accepts() {
    return accepting.interestOps() != 0;
  }

  private void accept() {
    accepting.interestOps(SelectionKey.OP_ACCEPT);
  }

  private void ready(SelectionKey key) {
    if (key == accepting) {
      welcome();
      return;
    }
    Client client = (Client) key.attachment();
    boolean there = !key.isReadable() || client.discard(scratch);
    if (there && key.isValid() && key.isWritable()) {
      there = client.write();
    }
    if (!there) {
      drop(client);
    }
  }

  /** Admits one client; the others are admitted in the next rounds. */
  private void welcome() {
    SocketChannel channel;
    try {
      channel = port.accept();
    } catch (IOException e) { // such as too many open files: looked for again after a moment
      accepting.interestOps(0);
      refusedAt = System.nanoTime();
      return;
    }
    if (channel == null) {
      return;
    }
    try {
      Optional<Telegram> telegram = admits(channel) ? newest.get() : Optional.empty();
      if (telegram.isEmpty()) {
        close(channel);
        return;
      }
      Client client = new Client(channel, selector);
      clients.add(client);
      if (!client.send(telegram.get())) {
        drop(client);
      }
    } catch (IOException e) {
      close(channel);
    }
  }

  private boolean admits(SocketChannel channel) throws IOException {
    return clients.size() < MOST_CLIENTS
        && channel.getRemoteAddress() instanceof InetSocketAddress peer
        && listen.admits(peer.getAddress());
  }

  private void drop(Client client) {
    clients.remove(client);
    client.close();
  }

  static void close(AutoCloseable open) {
    try {
      open.close();
    } catch (Exception e) {
      LOG.log(System.Logger.Level.DEBUG, "a connection could not be closed", e);
    }
  }

  /** Disconnects everybody and releases the port. */
  @Override
  public void close() {
    Thread running;
    synchronized (this) {
      stopped = true;
      running = thread;
    }
    if (running == null) {
      return;
    }
    selector.wakeup();
    try {
      running.join(JOIN_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
