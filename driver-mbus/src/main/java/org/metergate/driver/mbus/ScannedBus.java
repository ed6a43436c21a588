// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.metergate.driver.mbus.frame.LongFrame;
import org.metergate.driver.mbus.request.MbusRequest;
import org.metergate.driver.mbus.request.SecondaryAddress;
import org.metergate.driver.mbus.telegram.Answer;
import org.metergate.driver.mbus.telegram.TelegramDecoder;
import org.metergate.spi.discovery.Certainty;
import org.metergate.spi.discovery.Match;
import org.metergate.spi.discovery.Scan;

/**
 * What a scan knows of a bus: which meters were found and reported, which primary addresses are
 * theirs, and what answers but cannot be read. One thread.
 */
final class ScannedBus {
  /** The interval of a meter whose configuration has none. */
  private static final Duration USUAL_INTERVAL = Duration.ofMinutes(5);

  private final Scan.Found found;
  private final Set<String> known = new HashSet<>();
  private final Set<Integer> taken = new HashSet<>();
  private final Map<Integer, Integer> selected = new HashMap<>(); // how many have an address
  private final Set<Integer> contested = new HashSet<>();
  private final Map<String, Integer> meters = new HashMap<>(); // how many have a number
  private final List<MbusRequest> calls = new ArrayList<>();
  private final Set<SecondaryAddress> mute = new LinkedHashSet<>();
  private final Set<SecondaryAddress> alike = new LinkedHashSet<>();
  private final Set<Integer> unreadable = new LinkedHashSet<>();
  private final Set<String> unread = new HashSet<>(); // what was reported of these
  private boolean unaddressed;
  private int baud = MbusOptions.USUAL_BAUD;
  private int firstBaud; // at which meters were found

  ScannedBus(Scan.Found found) {
    this.found = found;
  }

  /** Reports how many questions were asked, and how many are left at most. */
  void progress(int asked, int left) {
    found.progress(asked, asked + left);
  }

  /** Sets the speed at which the next meters are found. */
  void baud(int speed) {
    baud = speed;
  }

  /** Returns whether nothing was found, nor anything that cannot be read. */
  boolean isEmpty() {
    return calls.isEmpty()
        && mute.isEmpty()
        && alike.isEmpty()
        && unreadable.isEmpty()
        && unread.isEmpty();
  }

  /** Returns whether meters were selected that do not say who they are. */
  boolean hasMute() {
    return !mute.isEmpty();
  }

  /** Returns how many meters were found. */
  int size() {
    return calls.size();
  }

  /** Returns a question for each meter that was found, which it alone acknowledges. */
  List<MbusRequest> calls() {
    return List.copyOf(calls);
  }

  /** Returns whether it is known which meter has a primary address, or that several have it. */
  boolean isTaken(int address) {
    return taken.contains(address);
  }

  /** Whether a meter can be called by an address that it gave in its answer. */
  static boolean isAddress(int address) {
    return address >= 1 && address <= MbusRequest.HIGHEST;
  }

  /** Takes a primary address; returns whether nobody else was found there. */
  boolean take(int address) {
    unaddressed |= !isAddress(address);
    selected.merge(address, 1, Integer::sum);
    return isAddress(address) && taken.add(address);
  }

  /** At the primary address of a meter that was selected, its answer did not come alone. */
  void contest(int address) {
    contested.add(address);
  }

  /** Returns whether another meter has the address of one that was selected, but was not found. */
  boolean isShared(int address) {
    return contested.contains(address) && selected.getOrDefault(address, 0) == 1;
  }

  /** Gives a primary address back, so that it is called. */
  void release(int address) {
    taken.remove(address);
    selected.merge(address, -1, Integer::sum);
  }

  /** Returns whether a meter was not known before. */
  boolean add(String identity) {
    return known.add(identity);
  }

  void forget(String identity) {
    known.remove(identity);
  }

  boolean isKnown(String identity) {
    return known.contains(identity);
  }

  /** Reports a meter. */
  void report(LongFrame answer, Identity meter, MbusRequest call, Map<String, String> address) {
    Map<String, String> options = new LinkedHashMap<>(address);
    interval(answer).ifPresent(interval -> options.put(MbusOptions.INTERVAL, interval));
    meters.merge(meter.number(), 1, Integer::sum);
    calls.add(call);
    report(Certainty.CERTAIN, meter.number(), options);
  }

  /** Returns the interval that spares the battery, where the usual one does not. */
  private static Optional<String> interval(LongFrame answer) {
    return TelegramDecoder.decode(answer) instanceof Answer.Telegram telegram
        ? BatteryLife.shortestInterval(telegram.header())
            .filter(shortest -> shortest.compareTo(USUAL_INTERVAL) > 0)
            .map(BatteryLife::words)
        : Optional.empty();
  }

  /** Takes an identification that is acknowledged, but whose meter sends no data when selected. */
  void mute(SecondaryAddress wanted) {
    mute.add(new SecondaryAddress(wanted.digits().substring(0, Identity.DIGITS) + "FFFFFFFF", ""));
  }

  /** Takes a selection that matches several meters with the same secondary address. */
  void alike(SecondaryAddress wanted) {
    alike.add(wanted);
  }

  /** Takes a primary address that is acknowledged, but at which no good answer comes. */
  void unreadable(int address) {
    if (address > 0 || !unaddressed) {
      unreadable.add(address);
    }
  }

  /** Reports what answers, but could not be read, unless it was after all, in another way. */
  void reportUnread() {
    boolean none = true;
    for (SecondaryAddress wanted : mute) {
      none &= !reportUnread(wanted, 1);
    }
    int atLeast =
        firstBaud == 0 || baud == firstBaud
            ? 2
            : 1; // at another speed, one that is known answers there too
    for (SecondaryAddress wanted : alike) {
      none &= !reportUnread(wanted, atLeast);
    }
    for (int address : none ? unreadable : Set.<Integer>of()) { // else it is probably one of them
      unread.add("address " + address);
      report(Certainty.LIKELY, "", Map.of(MeterAddress.ADDRESS, Integer.toString(address)));
    }
    mute.clear();
    alike.clear();
    unreadable.clear();
  }

  private boolean reportUnread(SecondaryAddress wanted, int known) {
    String digits = wanted.digits();
    String number = digits.substring(0, Identity.DIGITS);
    if (meters.getOrDefault(number, 0) >= known || !unread.add(wanted.toString())) {
      return false;
    }
    Map<String, String> options = new LinkedHashMap<>();
    options.put(MeterAddress.SECONDARY, digits.endsWith("FFFFFFFF") ? number : digits);
    if (!wanted.fabrication().isEmpty()) {
      options.put(MeterAddress.SERIAL_NUMBER, wanted.fabrication());
    }
    report(Certainty.LIKELY, number, options);
    return true;
  }

  private void report(Certainty certainty, String number, Map<String, String> address) {
    firstBaud = firstBaud == 0 ? baud : firstBaud;
    Map<String, String> options = new LinkedHashMap<>(address);
    options.putAll(MbusOptions.speed(baud));
    found.meter(new Match(certainty, number, options, List.of()));
  }
}
