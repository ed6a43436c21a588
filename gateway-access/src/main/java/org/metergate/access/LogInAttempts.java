// SPDX-License-Identifier: Apache-2.0
package org.metergate.access;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.metergate.spi.time.TimeSource;

/**
 * How long those who gave wrong passwords have to wait. After three free attempts the wait doubles:
 * from one second to a quarter of an hour for an address, and to half a minute for an account,
 * since a stranger must not keep its owner out; this machine's own addresses wait no longer either.
 * An address that was logged in does not wait for the account. Counts are forgotten a day after the
 * last mistake, by the monotonic clock: steps of the wall clock have no effect. At most a thousand
 * of each are kept; the oldest goes first. Any thread.
 */
final class LogInAttempts {
  private static final int FREE = 3;
  private static final int MOST = 1000;
  private static final Duration ADDRESS_WAIT = Duration.ofMinutes(15);
  private static final Duration ACCOUNT_WAIT = Duration.ofSeconds(30);
  private static final Duration FORGOTTEN = Duration.ofDays(1);

  private final TimeSource time;
  private final Map<String, Mistakes> addresses = new LinkedHashMap<>();
  private final Map<String, Mistakes> accounts = new LinkedHashMap<>();
  private final Map<String, Long> known = new LinkedHashMap<>();

  private record Mistakes(int count, long last) {}

  LogInAttempts(TimeSource time) {
    this.time = time;
  }

  /** Returns how long an attempt has to wait; empty if it may be made now. */
  synchronized Optional<Duration> wait(String account, String address) {
    Duration longest = isThisMachine(address) ? ACCOUNT_WAIT : ADDRESS_WAIT;
    Duration wait = left(addresses, group(address), longest);
    if (!known.containsKey(pair(account, address))) {
      Duration forAccount = left(accounts, account, ACCOUNT_WAIT);
      wait = wait.compareTo(forAccount) > 0 ? wait : forAccount;
    }
    return wait.isZero() ? Optional.empty() : Optional.of(atLeastSecond(wait));
  }

  synchronized void wrong(String account, String address) {
    add(addresses, group(address));
    if (!known.containsKey(pair(account, address))) {
      add(accounts, account);
    }
  }

  synchronized void right(String account, String address) {
    addresses.remove(group(address));
    accounts.remove(account);
    known.remove(pair(account, address));
    known.put(pair(account, address), time.nanos());
    trim(known);
  }

  /** Forgets from where an account was logged in: after its password was changed. */
  synchronized void forget(String account) {
    accounts.remove(account);
    known.keySet().removeIf(key -> key.startsWith(account + " "));
  }

  private void add(Map<String, Mistakes> table, String key) {
    Mistakes before = table.remove(key);
    int count = before == null || isForgotten(before) ? 0 : before.count();
    table.put(key, new Mistakes(Math.min(count + 1, 1000), time.nanos()));
    trim(table);
  }

  private Duration left(Map<String, Mistakes> table, String key, Duration longest) {
    Mistakes mistakes = table.get(key);
    if (mistakes == null || mistakes.count() < FREE || isForgotten(mistakes)) {
      return Duration.ZERO;
    }
    Duration whole = Duration.ofSeconds(1L << Math.min(mistakes.count() - FREE, 20));
    whole = whole.compareTo(longest) > 0 ? longest : whole;
    Duration left = whole.minusNanos(time.nanos() - mistakes.last());
    return left.isNegative() ? Duration.ZERO : left;
  }

  private boolean isForgotten(Mistakes mistakes) {
    return time.nanos() - mistakes.last() > FORGOTTEN.toNanos();
  }

  private static boolean isThisMachine(String address) {
    return address.startsWith("127.") || address.equals("::1") || address.equals("0:0:0:0:0:0:0:1");
  }

  private static Duration atLeastSecond(Duration wait) {
    return Duration.ofSeconds(Math.max(1, wait.plusMillis(999).toSeconds()));
  }

  private static String pair(String account, String address) {
    return account + " " + group(address);
  }

  /** The network of 64 bits that one home has, for an address of IPv6. */
  private static String group(String address) {
    if (address.indexOf(':') < 0) {
      return address;
    }
    String[] parts = address.split(":", -1);
    StringBuilder network = new StringBuilder();
    for (int i = 0; i < 4 && i < parts.length && !(i > 0 && parts[i].isEmpty()); i++) {
      network.append(parts[i]).append(':');
    }
    return network.toString();
  }

  private static <V> void trim(Map<String, V> table) {
    Iterator<String> oldest = table.keySet().iterator();
    while (table.size() > MOST) {
      oldest.next();
      oldest.remove();
    }
  }

  /** Returns how many entries are kept. */
  synchronized int size() {
    return addresses.size() + accounts.size() + known.size();
  }
}
