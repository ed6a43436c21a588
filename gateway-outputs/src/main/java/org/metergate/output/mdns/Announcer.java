// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.mdns;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Announces services on all interfaces with an address at which they are reached, as long as it is
 * open; interfaces and addresses may come and go. Other programs of this machine may do the same on
 * the same port. A name that somebody else has is given up for one with a number. A thread of its
 * own; any thread may call.
 */
public final class Announcer implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Announcer.class.getName());
  private static final long LOOK = Duration.ofSeconds(5).toNanos();
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final int MOST_CONFLICTS = 15;
  private static final long PAUSE = Duration.ofSeconds(5).toNanos();
  private static final Duration GOODBYE = Duration.ofSeconds(2);

  private final List<Claim> claims;
  private final Predicate<InetAddress> reachable;
  private final Predicate<InetAddress> admits;
  private final Selector selector;
  private final Thread thread;
  private final Map<String, InterfaceSocket> open = new HashMap<>();
  private String said = "";
  private boolean renamed;
  private int conflicts;
  private volatile List<String> names;
  private volatile boolean closing;

  /**
   * Begins to announce.
   *
   * @param services at least one.
   * @param reachable whether the services are reached at an address of this machine.
   * @param admits whose questions are answered.
   * @throws IOException if the system has no selector left.
   */
  public Announcer(
      List<Service> services, Predicate<InetAddress> reachable, Predicate<InetAddress> admits)
      throws IOException {
    this.claims = services.stream().map(Claim::new).toList();
    this.reachable = reachable;
    this.admits = admits;
    this.selector = Selector.open();
    this.names = names();
    this.thread = new Thread(this::run, "mdns");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Returns the names under which the services are announced.
   *
   * @return of each service, in their order, without {@code .local}; they change when somebody else
   *     has one.
   */
  public List<String> hostNames() {
    return names;
  }

  private List<String> names() {
    return claims.stream().map(Claim::name).toList();
  }

  private void run() {
    try {
      long nextLook = System.nanoTime();
      while (!closing) {
        long now = System.nanoTime();
        if (nextLook - now <= 0) {
          look(now);
          nextLook = now + LOOK;
        }
        long left = nextLook - now;
        for (InterfaceSocket socket : open.values()) {
          left = Math.min(left, socket.left(now));
        }
        selector.select(this::readable, Math.max(1, TimeUnit.NANOSECONDS.toMillis(left + 999_999)));
        for (InterfaceSocket socket : open.values()) {
          socket.advance(System.nanoTime());
        }
        if (renamed) {
          restart(System.nanoTime());
        }
      }
      open.values().forEach(InterfaceSocket::sayGoodbye);
    } catch (IOException | RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "Nothing is announced by multicast DNS any more", e);
    } finally {
      open.values().forEach(InterfaceSocket::close);
      closeSelector();
    }
  }

  private void readable(SelectionKey key) {
    ((InterfaceSocket) key.attachment()).read(System.nanoTime());
  }

  /** Takes up interfaces that are new or have other addresses, and gives up those that are gone. */
  private void look(long now) {
    Map<String, NetworkInterface> found = new HashMap<>();
    Map<String, List<InetAddress>> wanted = new HashMap<>();
    Set<InetAddress> machine = new HashSet<>();
    try {
      for (NetworkInterface one : NetworkInterface.networkInterfaces().toList()) {
        List<InetAddress> own = one.inetAddresses().map(Addresses::withoutZone).toList();
        machine.addAll(own);
        List<InetAddress> served = Addresses.ipv4First(own.stream().filter(reachable));
        if (!served.isEmpty() && one.isUp() && Addresses.hasIpv4(own)) {
          found.put(one.getName(), one);
          wanted.put(one.getName(), served);
        }
      }
    } catch (SocketException e) {
      return; // looked at again soon
    }
    for (String name : List.copyOf(open.keySet())) {
      if (!open.get(name).addresses().equals(wanted.get(name))) {
        open.remove(name).close();
      }
    }
    for (Map.Entry<String, NetworkInterface> one : found.entrySet()) {
      if (!open.containsKey(one.getKey())) {
        add(one.getValue(), wanted.get(one.getKey()), machine, now);
      }
    }
  }

  private void add(
      NetworkInterface one, List<InetAddress> addresses, Set<InetAddress> machine, long now) {
    try {
      InterfaceSocket socket =
          new InterfaceSocket(one, selector, claims, addresses, machine, admits, this::conflict);
      open.put(one.getName(), socket);
      socket.restart(now, 0);
    } catch (IOException e) {
      String sentence =
          "Multicast DNS on " + one.getName() + " is not possible now: " + e.getMessage();
      if (!sentence.equals(said)) {
        said = sentence;
        LOG.log(System.Logger.Level.WARNING, sentence);
      }
    }
  }

  private void conflict() {
    renamed = true;
  }

  /** Asks for the new names on all interfaces, with pauses if this happens again and again. */
  private void restart(long now) {
    renamed = false;
    conflicts++;
    names = names();
    long wait = conflicts > MOST_CONFLICTS ? PAUSE : conflicts > 1 ? SECOND : 0;
    List<InterfaceSocket> sockets = new ArrayList<>(open.values());
    sockets.forEach(socket -> socket.restart(now, wait));
    LOG.log(
        conflicts > MOST_CONFLICTS ? System.Logger.Level.DEBUG : System.Logger.Level.INFO,
        "Another device has the announced name; it is now " + String.join(", ", names));
  }

  private void closeSelector() {
    try {
      selector.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "the selector did not close cleanly", e);
    }
  }

  /** Takes the announcement back, within two seconds, and frees the port. */
  @Override
  public void close() {
    closing = true;
    selector.wakeup();
    try {
      thread.join(GOODBYE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
