// SPDX-License-Identifier: Apache-2.0
package org.metergate.link;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.metergate.spi.link.LinkUri;

/**
 * Finds links that would open the same port, however each of them is spelt: a serial device and a
 * symbolic link to it, a host and its address, a GPIO line and its number. Opens none of them; asks
 * for the addresses of hosts only where two links have the same port number, and for at most two
 * seconds in all. One thread at a time.
 */
public final class SamePorts {
  private static final long LONGEST_QUESTION_MS = 2000;
  private static final Pattern TCP =
      Pattern.compile("(?://)?(\\[[^\\]]+]|[^\\[\\]:/]+):(\\d{1,5})");
  private static final Pattern GPIO_NUMBER = Pattern.compile("(?:GPIO)?0*(\\d{1,3})");

  private final Map<String, Claim> local = new HashMap<>();
  private final Map<String, List<Claim>> remote = new HashMap<>();
  private final Map<String, Set<InetAddress>> addresses = new HashMap<>();
  private long budgetMs = LONGEST_QUESTION_MS;

  /** Who has a port, and how it is spelt there. */
  private record Claim(String holder, String host, String shown) {}

  /** Begins without any port. */
  public SamePorts() {}

  /**
   * Adds a link.
   *
   * @param uri of any scheme; emulated meters and recordings are never the same port.
   * @param holder who has it, for the sentence about a later one: {@code the link of the meter
   *     'a'}.
   * @return a sentence if another link with this port was added before; else empty.
   */
  public Optional<String> claim(LinkUri uri, String holder) {
    Optional<String> conflict = Optional.empty();
    for (String port : portsOf(uri)) {
      Claim before = local.putIfAbsent(port, new Claim(holder, "", uri.toString()));
      if (before != null && conflict.isEmpty()) {
        conflict = Optional.of(sentence(before));
      }
    }
    return conflict.or(() -> claimRemote(uri, holder));
  }

  private static String sentence(Claim before) {
    return "This is the same port as "
        + before.holder
        + " has, "
        + before.shown
        + ", and a port is opened only once; write both alike if they are meters on one line, or"
        + " name the right port.";
  }

  private static List<String> portsOf(LinkUri uri) {
    List<String> ports = new ArrayList<>();
    if (uri.scheme().equals("serial")) {
      ports.add("serial:" + device(uri.target()));
      uri.parameter("request")
          .filter(request -> request.startsWith("gpio:"))
          .ifPresent(request -> ports.add("gpio:" + line(request.substring(5))));
    } else if (uri.scheme().equals("gpio")) {
      Arrays.stream(uri.target().split(",")).forEach(line -> ports.add("gpio:" + line(line)));
    }
    return ports.stream().distinct().toList();
  }

  /** A line of the header has the same name for the kernel as on the board: GPIO17 is 17. */
  private static String line(String name) {
    Matcher number = GPIO_NUMBER.matcher(name);
    return number.matches() ? number.group(1) : name;
  }

  /** Resolves symbolic links; of a device that is not plugged in, those of its folder. */
  private static String device(String target) {
    try {
      Path path = Path.of(target).toAbsolutePath().normalize();
      for (Path known : List.of(Path.of(target), path)) {
        try {
          return known.toRealPath().toString();
        } catch (IOException e) {
          continue; // not there now
        }
      }
      Path folder = path.getParent();
      return folder == null
          ? path.toString()
          : folder.toRealPath().resolve(path.getFileName()).toString();
    } catch (IOException | InvalidPathException e) {
      return target;
    }
  }

  private Optional<String> claimRemote(LinkUri uri, String holder) {
    Matcher tcp = TCP.matcher(uri.target());
    if (!(uri.scheme().equals("tcp") || uri.scheme().equals("rfc2217")) || !tcp.matches()) {
      return Optional.empty();
    }
    String host = tcp.group(1).toLowerCase(Locale.ROOT).replaceAll("^\\[|]$|\\.$", "");
    List<Claim> samePort =
        remote.computeIfAbsent(tcp.group(2).replaceFirst("^0+", ""), port -> new ArrayList<>());
    Optional<String> conflict =
        samePort.stream()
            .filter(before -> sameHost(before.host, host))
            .findFirst()
            .map(SamePorts::sentence);
    samePort.add(new Claim(holder, host, uri.toString()));
    return conflict;
  }

  private boolean sameHost(String one, String other) {
    if (one.equals(other)) {
      return true;
    }
    Set<InetAddress> common = new HashSet<>(addresses(one));
    common.retainAll(addresses(other));
    return !common.isEmpty();
  }

  private Set<InetAddress> addresses(String host) {
    return addresses.computeIfAbsent(host, this::ask);
  }

  /** A name that cannot be resolved now is only compared as it is spelt. */
  private Set<InetAddress> ask(String host) {
    if (budgetMs <= 0) {
      return Set.of();
    }
    long start = System.nanoTime();
    try {
      return CompletableFuture.supplyAsync(() -> resolve(host), SamePorts::onThread)
          .get(budgetMs, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      return Set.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Set.of();
    } finally {
      budgetMs -= (System.nanoTime() - start) / 1_000_000;
    }
  }

  private static void onThread(Runnable question) {
    Thread thread = new Thread(question, "resolve");
    thread.setDaemon(true);
    thread.start();
  }

  private static Set<InetAddress> resolve(String host) {
    try {
      return new HashSet<>(List.of(InetAddress.getAllByName(host)));
    } catch (UnknownHostException e) {
      return Set.of();
    }
  }
}
