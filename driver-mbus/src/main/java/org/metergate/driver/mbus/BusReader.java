// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metergate.driver.mbus.frame.LongFrame;
import org.metergate.driver.mbus.frame.MbusFrame;
import org.metergate.driver.mbus.request.MbusExchange;
import org.metergate.spi.codec.Damage;
import org.metergate.spi.codec.FrameSink;
import org.metergate.spi.dialogue.Polling;
import org.metergate.spi.driver.Session;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.LinkLostException;

/**
 * Reads the meters of a bus, each when it is due; one that is silent is asked rarely, and all that
 * were silent are asked at once when the bus is back. Exists as long as the driver; on the thread
 * of the link.
 */
final class BusReader {
  /**
   * After an early readout, a turn within this part of the interval is left out: until the next one
   * the meter waits little longer than usual.
   */
  private static final int JUST_READ = 8;

  /** If no meter is due for longer, there is time to ask one, or to search for others behind it. */
  private static final Duration SOON = Duration.ofSeconds(10);

  /** After this time not even a late answer is expected. */
  private static final Duration LATEST = Duration.ofSeconds(5);

  private final Map<String, MeterReader> readers = new LinkedHashMap<>();
  private final Polling polling;
  private final BusPresence presence;
  private final BusFaults faults;
  private final BusPace pace = new BusPace();
  private final SpeedSearch speeds;

  /** When meters were read before they were due. */
  private final Map<String, Long> early = new HashMap<>();

  private final ReadIdentities identities = new ReadIdentities();

  private final Idle idle = new Idle();
  private Session session;
  private MbusExchange line;
  private HeardSelections heard;
  private String unanswered = "";
  private long undecidedSince;

  BusReader(List<MbusOptions> meters) {
    Map<String, Duration> intervals = new LinkedHashMap<>();
    for (MbusOptions meter : meters) {
      readers.put(meter.name(), new MeterReader(meter, this::late));
      intervals.put(meter.name(), meter.interval());
    }
    polling = new Polling(intervals);
    presence = new BusPresence(intervals);
    faults = new BusFaults(presence, meters.size());
    speeds = new SpeedSearch(automatic(meters));
  }

  private static List<String> automatic(List<MbusOptions> meters) {
    return meters.stream().filter(meter -> meter.speed().isEmpty()).map(MbusOptions::name).toList();
  }

  /** Returns the speed at which the link is opened. */
  int openingBaud() {
    return baud(readers.values().iterator().next());
  }

  private int baud(MeterReader reader) {
    return reader.options().speed().orElseGet(speeds::baud);
  }

  /**
   * Reads until the link is lost. The request line stays at rest: links then keep DTR and RTS
   * raised, and many converters draw their supply from them.
   */
  void run(ByteLink link, Session newSession) throws LinkLostException, InterruptedException {
    session = newSession;
    int opened = openingBaud();
    MbusOptions first = readers.values().iterator().next().options();
    line = new MbusExchange(link, session, MbusExchange.line(opened), first.patience(opened));
    speeds.restore(session);
    heard = new HeardSelections(session);
    readers.values().forEach(reader -> reader.sessionBegins(heard));
    pace.pause(); // the time without a link does not show a slow bus
    polling.run(session, this::poll, this::idle);
  }

  private void idle(Duration longest) throws LinkLostException, InterruptedException {
    boolean soon = longest.compareTo(SOON) <= 0;
    if (soon || !faults.isUndecided()) {
      boolean searched = (!soon || heard.isRested()) && search();
      if (!searched) {
        listen(longest);
      }
      return;
    }
    Duration left = LATEST.minusNanos(session.nanos() - undecidedSince);
    Optional<String> witness = presence.witness(session.nanos());
    if (!left.isNegative() && !left.isZero() || witness.isEmpty()) {
      listen(witness.isEmpty() ? longest : left);
    } else {
      read(readers.get(witness.get())); // its next turn stays: no meter waits longer than usual
    }
  }

  /** Searches for meters behind another one, which is read at the end; false if there is none. */
  private boolean search() throws LinkLostException, InterruptedException {
    Optional<MeterReader> first =
        readers.values().stream().filter(MeterReader::isSearching).findFirst();
    if (first.isEmpty()) {
      return false;
    }
    MeterReader reader = first.get();
    tuneTo(reader, baud(reader));
    reader.search(line);
    if (!reader.isSearching()) {
      readEarly(reader.options().name());
    }
    return true;
  }

  private void listen(Duration longest) throws LinkLostException, InterruptedException {
    line.idle(longest, idle);
    idle.takeLate();
  }

  private boolean poll(String name) throws LinkLostException, InterruptedException {
    Long read = early.remove(name);
    MeterReader reader = readers.get(name);
    long now = session.nanos();
    if (read != null && now - read < reader.options().interval().toNanos() / JUST_READ) {
      return true;
    }
    if (presence.isLeftOut(name, now)) {
      return false;
    }
    if (reader.isSearching()) {
      return false; // what it sends would not be used
    }
    if (presence.answers(name) && identities.isKnown(name)) {
      pace.judge(reader.options(), now, session.meter(name));
    }
    boolean wasDead = presence.nobodyAnswers();
    Outcome outcome = read(reader);
    if (wasDead && outcome.isHeard()) {
      try {
        readTheOthers();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt(); // ends the session soon, with this readout counted
      }
    }
    return outcome == Outcome.READ;
  }

  /** Reads the other meters at once when the bus is back, before they are due. */
  private void readTheOthers() throws LinkLostException, InterruptedException {
    for (String name : presence.missing()) {
      readEarly(name);
    }
    pace.pause();
  }

  private void readEarly(String name) throws LinkLostException, InterruptedException {
    long began = session.nanos();
    if (read(readers.get(name)) == Outcome.READ) {
      early.put(name, began);
    }
  }

  /**
   * Reads a meter. While it is on probation, its next good readout comes at once: one that is read
   * once an hour would give no reading for hours after a minute of noise.
   */
  private Outcome read(MeterReader reader) throws LinkLostException, InterruptedException {
    int before;
    Outcome outcome;
    do {
      before = reader.probation();
      outcome = readOnce(reader);
    } while (reader.probation() < before);
    return outcome;
  }

  private Outcome readOnce(MeterReader reader) throws LinkLostException, InterruptedException {
    MbusOptions options = reader.options();
    long began = session.nanos();
    pace.asked(options.name(), began);
    int baud = baud(reader);
    tuneTo(reader, baud);
    Outcome outcome = reader.read(line, session.meter(options.name()));
    presence.asked(options.name(), outcome, began);
    if (!outcome.isHeard()) {
      unanswered = options.name();
    }
    if (!outcome.isHeard() || reader.isSearching()) {
      pace.inVain(session.nanos() - began);
    }
    boolean decided = !faults.isUndecided();
    faults.report(reader, outcome, baud, session::meter);
    undecidedSince = decided ? session.nanos() : undecidedSince;
    if (options.speed().isEmpty()) {
      if (outcome.isHeard()) {
        answered(reader, baud);
      } else if (!outcome.isPartOfFrame()) {
        speeds.unanswered(options.name());
      }
    }
    if (outcome == Outcome.READ) {
      reader
          .identity()
          .ifPresent(who -> identities.read(options.name(), who, session.meter(options.name())));
    } else {
      identities.notRead(options.name());
    }
    return outcome;
  }

  private void tuneTo(MeterReader reader, int baud) throws LinkLostException {
    line.baud(baud);
    line.patience(reader.options().patience(baud));
  }

  private void answered(MeterReader reader, int baud) throws LinkLostException {
    try {
      speeds.answered(session.meter(reader.options().name()), answeredAt(reader, baud));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // ends the session soon, with this readout counted
    }
  }

  /** Returns the usual speed if a meter that answered at another one answers at that too. */
  private int answeredAt(MeterReader reader, int baud)
      throws LinkLostException, InterruptedException {
    if (!speeds.isDoubtful()) {
      return baud;
    }
    tuneTo(reader, MbusOptions.USUAL_BAUD);
    return reader.acknowledges(line) ? MbusOptions.USUAL_BAUD : baud;
  }

  /** Reports whose late answer it is: a selected meter answers with another address. */
  private void late(LongFrame frame) {
    String name =
        readers.values().stream()
            .map(MeterReader::options)
            .filter(meter -> meter.address().requested() == frame.address())
            .map(MbusOptions::name)
            .findFirst()
            .orElse(unanswered);
    if (!name.isEmpty()) {
      presence.answeredLate(name);
      faults.answeredLate(name);
      session
          .meter(name)
          .find(MbusFindings.LATE_ANSWER, "address", readers.get(name).options().address());
    }
  }

  /** Only late answers are of interest while nothing is asked. */
  private final class Idle implements FrameSink<MbusFrame> {
    private boolean heard;

    @Override
    public void frame(MbusFrame frame) {
      heard = true;
    }

    @Override
    public void noise(byte[] bytes, int offset, int length) {
      // its likely cause is reported when a question is not answered
    }

    @Override
    public void corrupt(Damage damage) {
      // likewise
    }

    private void takeLate() {
      if (heard) {
        heard = false;
        line.late().ifPresent(BusReader.this::late);
      }
    }
  }
}
