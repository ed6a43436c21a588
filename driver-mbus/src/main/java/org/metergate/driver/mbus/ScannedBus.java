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
  private final Map<Integer, Integer> atAddress = new HashMap<>(); // how many meters have it
  private final Set<Integer> contested = new HashSet<>();
  private final Map<String, Integer> withNumber = new HashMap<>(); // how many meters have it
  private final List<MbusRequest> calls = new ArrayList<>();
  private final Set<SecondaryAddress> mute = new LinkedHashSet<>();
  private final Set<SecondaryAddress> alike = new LinkedHashSet<>();
  private final Set<Integer> unreadable = new LinkedHashSet<>();
  private final Set<String> unread = new HashSet<>(); // what was reported of the three above
  private boolean unaddressed; // whether a meter was found that has no address of its own
  private int baud = MbusOptions.USUAL_BAUD;
  private int firstBaud; // at which meters were found, 0 before

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

  /** Takes the primary address of a meter; returns whether no other was found there. */
  boolean take(int address) {
    unaddressed |= !MeterAddress.isAssignable(address);
    atAddress.merge(address, 1, Integer::sum);
    return MeterAddress.isAssignable(address) && taken.add(address);
  }

  /** Takes the primary address of a selected meter at which its answer did not come alone. */
  void contest(int address) {
    contested.add(address);
  }

  /** Returns whether another meter has the address of one that was selected, but was not found. */
  boolean isShared(int address) {
    return contested.contains(address) && atAddress.getOrDefault(address, 0) == 1;
  }

  /** Gives a primary address back, so that it is called. */
  void release(int address) {
    taken.remove(address);
    atAddress.merge(address, -1, Integer::sum);
  }

  /**
   * Takes a meter.
   *
   * @param identity the digits of its secondary address, with its fabrication number where that
   *     selects it; of a meter that does not say who it is, its primary address in words.
   * @return whether it was not known before.
   */
  boolean add(String identity) {
    return known.add(identity);
  }

  /** Takes a meter back that is to be found in another way. */
  void forget(String identity) {
    known.remove(identity);
  }

  /** Returns whether a meter was taken. */
  boolean isKnown(String identity) {
    return known.contains(identity);
  }

  /** Reports a meter. */
  void report(LongFrame answer, Identity meter, MbusRequest call, Map<String, String> address) {
    Map<String, String> options = new LinkedHashMap<>(address);
    interval(answer).ifPresent(interval -> options.put(MbusOptions.INTERVAL, interval));
    withNumber.merge(meter.number(), 1, Integer::sum);
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
    String number = wanted.digits().substring(0, Identity.DIGITS);
    mute.add(new SecondaryAddress(number + SecondaryAddress.EIGHT_WILD_CARDS, ""));
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
    // at another speed, a meter that was found at the first one may be among several
    int several = firstBaud == 0 || baud == firstBaud ? 2 : 1;
    for (SecondaryAddress wanted : alike) {
      none &= !reportUnread(wanted, several);
    }
    for (int address : none ? unreadable : Set.<Integer>of()) { // else it is probably one of them
      unread.add("address " + address);
      report(Certainty.LIKELY, "", Map.of(MeterAddress.ADDRESS, Integer.toString(address)));
    }
    mute.clear();
    alike.clear();
    unreadable.clear();
  }

  /** Reports a selection, unless enough of its meters are known; returns whether it did. */
  private boolean reportUnread(SecondaryAddress wanted, int enough) {
    String digits = wanted.digits();
    String number = digits.substring(0, Identity.DIGITS);
    if (withNumber.getOrDefault(number, 0) >= enough || !unread.add(wanted.toString())) {
      return false;
    }
    Map<String, String> options = new LinkedHashMap<>();
    options.put(MeterAddress.SECONDARY, Identity.secondary(digits));
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
