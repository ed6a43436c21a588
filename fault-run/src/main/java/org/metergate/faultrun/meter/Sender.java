// SPDX-License-Identifier: Apache-2.0
package org.metergate.faultrun.meter;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.metergate.faultrun.evidence.Broken;
import org.metergate.faultrun.evidence.Sent;
import org.metergate.faultrun.evidence.Telegram;
import org.metergate.testing.FreePorts;

/**
 * A meter behind a serial server: it sends at its own pace, whether anything reads or not. What is
 * due while there is no connection is lost on the wire, as behind a real one, and is logged as
 * such. Nothing is sent twice. The connection that was made last is served. Any thread.
 */
public final class Sender implements AutoCloseable {
  /** A pile of telegrams for a reader that does not read: kernels grow no further by themselves. */
  private static final int SEND_BUFFER = 1 << 20;

  private final String meter;
  private final MeterModel model;
  private final int port;
  private final List<Sent> log = new ArrayList<>();
  private final List<Broken> broken = new ArrayList<>();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(work -> daemon(work, "meter"));
  private ServerSocket listener;
  private Socket gateway;
  private int connection = Sent.NOWHERE;
  private long written;
  private boolean silent;
  private boolean forge;
  private boolean reset;
  private boolean closed;

  Sender(String meter, MeterModel model) throws IOException {
    this.meter = meter;
    this.model = model;
    this.port = FreePorts.take();
    listen();
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Begins to send, one telegram in each such time; what a full connection delays is made up. */
  public void start(Duration pace) {
    clock.scheduleAtFixedRate(this::send, 0, pace.toNanos(), TimeUnit.NANOSECONDS);
  }

  private synchronized void listen() throws IOException {
    ServerSocket fresh = new ServerSocket();
    fresh.setReuseAddress(true);
    fresh.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 10);
    listener = fresh;
    daemon(() -> accept(fresh), "meter-accept").start();
  }

  private void accept(ServerSocket from) {
    try {
      while (true) {
        Socket next = from.accept();
        next.setSendBufferSize(SEND_BUFFER);
        synchronized (this) {
          close(gateway);
          gateway = next;
          connection++;
          written = 0;
        }
        daemon(() -> awaitEnd(next), "meter-end").start();
      }
    } catch (IOException e) {
      // the address is refused from now on
    }
  }

  /** The gateway sends nothing to such a meter, so all that can be read is the end. */
  private void awaitEnd(Socket from) {
    try {
      while (from.getInputStream().read() >= 0) {
        continue; // a driver may ask; this meter does not listen
      }
    } catch (IOException e) {
      // it ended in another way
    }
    synchronized (this) {
      if (gateway == from) {
        gateway = null;
      }
    }
    close(from);
  }

  private synchronized void send() {
    if (closed) {
      return;
    }
    if (reset) {
      model.reset();
      reset = false;
    }
    MeterModel.Made made = model.next();
    boolean genuine = !forge;
    byte[] bytes = genuine ? made.bytes() : model.forged(made);
    forge = false;
    Telegram telegram = new Telegram(meter, log.size(), made.stamp(), made.values(), genuine);
    int on = Sent.NOWHERE;
    if (gateway != null && !silent) {
      try {
        gateway.getOutputStream().write(bytes);
        written += bytes.length;
        on = connection;
      } catch (IOException e) {
        gateway = null; // the rest of it is lost on the wire
      }
    }
    log.add(new Sent(telegram, on, written, System.nanoTime()));
  }

  /** Returns the port of the serial server. */
  public int port() {
    return port;
  }

  /** Returns the configured name of the meter. */
  public String meter() {
    return meter;
  }

  /** Returns the id of the driver that reads it. */
  public String driver() {
    return model.driver();
  }

  /** Returns the options with which the driver reads it. */
  public Map<String, String> driverOptions() {
    return model.driverOptions();
  }

  /** Returns whether its telegrams have an authentication tag. */
  public boolean authenticated() {
    return model.authenticated();
  }

  /** Returns whether the gateway is connected. */
  public synchronized boolean isConnected() {
    return gateway != null;
  }

  /** Makes the line dead, or alive again: the connection stands, and nothing comes. */
  public synchronized void silent(boolean dead) {
    silent = dead;
  }

  /** Closes the connection, if there is one; what was sent can still be read. */
  public synchronized void closeConnection() {
    close(gateway);
    gateway = null;
  }

  /** Aborts the connection, if there is one; what the gateway has not read is discarded. */
  public synchronized void abortConnection() throws IOException {
    if (gateway != null) {
      broken.add(Broken.survived(meter, connection, read()));
      gateway.setSoLinger(true, 0);
      closeConnection();
    }
  }

  /** Refuses connections, or accepts them again; an open one is closed. */
  public synchronized void refuse(boolean refused) throws IOException {
    if (refused) {
      listener.close();
      closeConnection();
    } else {
      listen();
    }
  }

  /** Sends a telegram with a wrong tag in the place of the next one. */
  public synchronized void forgeNext() {
    forge = true;
  }

  /** Sets the counters of the meter back to zero. */
  public synchronized void resetCounters() {
    reset = true;
  }

  private long read() throws IOException {
    return written - Kernel.unread(gateway.getLocalPort(), gateway.getPort());
  }

  /** Something that is done while no meter sends. */
  public interface Work {
    /** Does it. */
    void run() throws Exception;
  }

  /**
   * Does something that ends the gateway's process, while none of the meters sends: what it has not
   * read until then is written down.
   *
   * @param senders all of them.
   * @param settle how long to wait before that, so that a process which runs can read.
   * @param inProcess how many bytes of each connection it may have read and not stored yet.
   * @param storedBefore what was sent before this moment it has had the time to store.
   * @param end ends the process.
   */
  public static void whileTheGatewayEnds(
      List<Sender> senders, Duration settle, long inProcess, long storedBefore, Work end)
      throws Exception {
    whileNoneSends(
        senders,
        () -> {
          LockSupport.parkNanos(settle.toNanos());
          for (Sender sender : senders) {
            if (sender.gateway != null) {
              sender.broken.add(
                  new Broken(
                      sender.meter, sender.connection, sender.read(), inProcess, storedBefore));
            }
          }
          end.run();
          senders.forEach(Sender::closeConnection);
        });
  }

  private static void whileNoneSends(List<Sender> senders, Work work) throws Exception {
    if (senders.isEmpty()) {
      work.run();
    } else {
      synchronized (senders.get(0)) {
        whileNoneSends(senders.subList(1, senders.size()), work);
      }
    }
  }

  /** Returns what was sent until now. */
  public synchronized List<Sent> log() {
    return List.copyOf(log);
  }

  /** Returns the connections that lost bytes. */
  public synchronized List<Broken> broken() {
    return List.copyOf(broken);
  }

  /** Sends nothing more; the connection stays open. */
  public synchronized void stop() {
    closed = true;
    clock.shutdown();
  }

  private static void close(Socket socket) {
    try {
      if (socket != null) {
        socket.close();
      }
    } catch (IOException e) {
      // it was closed already
    }
  }

  @Override
  public synchronized void close() throws IOException {
    stop();
    listener.close();
    closeConnection();
  }
}
