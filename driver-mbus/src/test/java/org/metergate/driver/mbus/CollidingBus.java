// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.metergate.driver.mbus.frame.Acknowledgement;
import org.metergate.driver.mbus.frame.LongFrame;
import org.metergate.driver.mbus.frame.MbusFrame;
import org.metergate.driver.mbus.frame.MbusFramer;
import org.metergate.driver.mbus.frame.ShortFrame;
import org.metergate.spi.codec.Damage;
import org.metergate.spi.codec.FrameSink;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.time.TimeSource;

/**
 * A bus on virtual time on which meters that answer at the same time disturb each other bit by bit:
 * a byte that comes while another one is sent is merged with it.
 */
final class CollidingBus implements ByteLink {
  /** What a bus does apart from its meters. */
  enum Line {
    GOOD,
    /** Returns all that is sent. */
    ECHO,
    /** Answers each question with bytes that are no frame. */
    NOISY,
    /** Is never silent. */
    NEVER_QUIET,
    /** Acknowledges every reset and selection, and answers every question for data with damage. */
    COLLISIONS
  }

  private record Sent(long nanos, int value) {}

  /** A meter; a delay differs from meter to meter, as on a real bus. */
  static final class Meter {
    private final int address;
    private final String digits;
    private final String fabrication;
    private String sent;
    private Duration delay;
    private Duration dataDelay;
    private boolean mute;
    private boolean withoutSelection;
    private boolean withoutReset;
    private boolean withoutWildCards;
    private boolean busy;
    private Set<Integer> bauds = Set.of();
    private int missed;
    private boolean selected;

    private Meter(int address, String digits, String fabrication) {
      this.address = address;
      this.digits = digits;
      this.sent = digits;
      this.fabrication = fabrication;
      this.delay = Duration.ofMillis(20 + address % 7 * 15);
    }

    Meter answeringAfter(Duration other) {
      delay = other;
      return this;
    }

    /** Acknowledges as others do, and takes longer for its data. */
    Meter sendingAfter(Duration other) {
      dataDelay = other;
      return this;
    }

    /** Acknowledges, and never sends data. */
    Meter mute() {
      mute = true;
      return this;
    }

    /** Does not acknowledge that it is reset. */
    Meter withoutReset() {
      withoutReset = true;
      return this;
    }

    /** Is selected by its whole secondary address alone. */
    Meter withoutWildCards() {
      withoutWildCards = true;
      return this;
    }

    /** Answers that it is busy, which does not say who it is. */
    Meter busy() {
      busy = true;
      return this;
    }

    /** Hears these speeds in place of that of the bus. */
    Meter at(Integer... speeds) {
      bauds = Set.of(speeds);
      return this;
    }

    /** Has a primary address alone. */
    Meter withoutSelection() {
      withoutSelection = true;
      return this;
    }

    /** Is selected by another secondary address than this one, which it sends. */
    Meter sending(String other) {
      sent = other;
      return this;
    }

    /** Sleeps when it is first called. */
    Meter missing(int questions) {
      missed = questions;
      return this;
    }
  }

  private final TimeSource time;
  private final LineSettings speed;
  private final Line line;
  private final List<Meter> meters = new ArrayList<>();
  private final Deque<Sent> coming = new ArrayDeque<>();
  private final Set<Integer> speeds = new HashSet<>();
  private LineSettings settings;
  private boolean server;
  private int questions;
  private long lostAt = Long.MAX_VALUE;
  private Random random;
  private int disturbed;

  CollidingBus(TimeSource time, LineSettings settings, int baud, Line line) {
    this.time = time;
    this.settings = settings;
    this.speed = new LineSettings(baud, 8, LineSettings.Parity.EVEN, 1);
    this.line = line;
  }

  /**
   * Adds a meter.
   *
   * @param address its primary address.
   * @param digits its secondary address, 16 digits.
   * @param fabrication its fabrication number, or empty.
   */
  Meter add(int address, String digits, String fabrication) {
    Meter meter = new Meter(address, digits, fabrication);
    meters.add(meter);
    return meter;
  }

  /** From now on a bit is wrong in one of so many bytes that the meters send. */
  void disturb(Random source, int oneByteIn) {
    random = source;
    disturbed = oneByteIn;
  }

  /** From now on a serial server stands before the bus, which keeps the speed of the bus. */
  void behindServer() {
    settings = speed;
    server = true;
  }

  void loseAfter(Duration age) {
    lostAt = time.nanos() + age.toNanos();
  }

  /** Returns the number of frames that were sent to the bus. */
  int questions() {
    return questions;
  }

  Set<Integer> speeds() {
    return speeds;
  }

  @Override
  public int read(byte[] into, Duration maxWait) throws LinkLostException, InterruptedException {
    requireLink();
    long now = time.nanos();
    if (line == Line.NEVER_QUIET) {
      time.pause(Duration.ofNanos(Math.min(maxWait.toNanos(), settings.byteNanos())));
      into[0] = (byte) (now / settings.byteNanos() * 37 % 251);
      return maxWait.isZero() ? 0 : 1;
    }
    long first = coming.isEmpty() ? Long.MAX_VALUE : coming.peek().nanos;
    long until = Math.min(now + maxWait.toNanos(), Math.max(first, now));
    time.pause(Duration.ofNanos(until - now));
    int count = 0;
    while (!coming.isEmpty() && coming.peek().nanos <= time.nanos() && count < into.length) {
      boolean wrong = random != null && random.nextInt(disturbed) == 0;
      into[count++] = (byte) (coming.poll().value ^ (wrong ? 1 << random.nextInt(8) : 0));
    }
    return count;
  }

  @Override
  public void write(byte[] bytes) throws LinkLostException {
    requireLink();
    questions++;
    speeds.add(settings.baud());
    long end = time.nanos() + bytes.length * settings.byteNanos();
    List<Sent> sent = new ArrayList<>();
    if (line == Line.ECHO) {
      put(sent, bytes, time.nanos());
    }
    if (line == Line.NOISY) {
      put(sent, new byte[] {0x00, 0x40, (byte) 0x84, 0x11}, end);
    }
    if (line == Line.COLLISIONS) {
      byte[] answer = new byte[bytes.length == 5 && bytes[1] != 0x40 ? 40 : 1];
      answer[0] = (byte) (answer.length == 1 ? 0xE5 : 0x68);
      put(sent, answer, end + 30_000_000);
    }
    FrameSink<MbusFrame> receiver = new Receiver(sent, end);
    MbusFramer framer = new MbusFramer();
    framer.accept(bytes, 0, bytes.length, receiver);
    framer.silence(Long.MAX_VALUE, receiver);
    merge(sent);
  }

  private void put(List<Sent> sent, byte[] bytes, long begin) {
    for (int i = 0; i < bytes.length; i++) {
      sent.add(new Sent(begin + (i + 1) * settings.byteNanos(), bytes[i] & 0xFF));
    }
  }

  /** A mark is a low current: each meter that sends a space adds to it. */
  private void merge(List<Sent> sent) {
    sent.addAll(coming); // a slow meter may still be going to answer an earlier question
    coming.clear();
    sent.sort((one, other) -> Long.compare(one.nanos, other.nanos));
    for (Sent one : sent) {
      Sent last = coming.peekLast();
      if (last != null && one.nanos - last.nanos < settings.byteNanos() * 9 / 10) {
        coming.pollLast();
        coming.add(new Sent(last.nanos, last.value & one.value));
      } else {
        coming.add(one);
      }
    }
  }

  private final class Receiver implements FrameSink<MbusFrame> {
    private final List<Sent> sent;
    private final long end;

    private Receiver(List<Sent> sent, long end) {
      this.sent = sent;
      this.end = end;
    }

    @Override
    public void frame(MbusFrame frame) {
      for (Meter meter : meters) {
        boolean hears =
            meter.bauds.isEmpty() ? settings.equals(speed) : meter.bauds.contains(settings.baud());
        MbusFrame answer = hears ? answer(meter, frame) : null;
        if (answer != null && meter.missed-- <= 0) {
          boolean slow = meter.dataDelay != null && answer instanceof LongFrame;
          put(sent, answer.bytes(), end + (slow ? meter.dataDelay : meter.delay).toNanos());
        }
      }
    }

    @Override
    public void noise(byte[] bytes, int offset, int length) {
      throw new AssertionError("no frame was sent");
    }

    @Override
    public void corrupt(Damage damage) {
      throw new AssertionError("a damaged frame was sent");
    }
  }

  private static MbusFrame answer(Meter meter, MbusFrame frame) {
    if (frame instanceof LongFrame select) {
      meter.selected =
          !meter.withoutSelection
              && select.information() == 0x52
              && matches(meter, select.data())
              && !(meter.withoutWildCards && hasWildCards(select.data()));
      return meter.selected ? new Acknowledgement() : null;
    }
    ShortFrame question = (ShortFrame) frame;
    boolean forAll = question.address() == 0xFE;
    boolean forSelected = question.address() == 0xFD && meter.selected;
    if (question.control() == 0x40 && question.address() >= 0xFD) {
      meter.selected = false;
    }
    if (question.address() != meter.address && !forAll && !forSelected) {
      return null;
    }
    if (question.control() == 0x40) {
      return meter.withoutReset ? null : new Acknowledgement();
    }
    if (meter.busy) {
      return new LongFrame(0x08, meter.address, 0x70, new byte[] {0x08});
    }
    return meter.mute ? null : data(meter);
  }

  private static boolean hasWildCards(byte[] wanted) {
    for (int i = 0; i < 8; i++) {
      if (wanted[i] == (byte) 0xFF || i < 4 && (wanted[i] & 0x0F) == 0x0F) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(Meter meter, byte[] wanted) {
    boolean all = wanted.length == 8 || wanted.length == 14 && !meter.fabrication.isEmpty();
    for (int i = 0; all && i < 8; i++) {
      int at = i < 4 ? 6 - 2 * i : 2 * i;
      all = matches(meter.digits.substring(at, at + 2), wanted[i], i < 4);
    }
    for (int i = 10; all && i < wanted.length; i++) {
      int at = 2 * (13 - i);
      all = matches(meter.fabrication.substring(at, at + 2), wanted[i], true);
    }
    return all;
  }

  private static boolean matches(String own, byte wanted, boolean byDigit) {
    String asked = String.format("%02X", wanted);
    return asked.equals("FF")
        || asked.equals(own)
        || byDigit
            && (asked.charAt(0) == 'F' || asked.charAt(0) == own.charAt(0))
            && (asked.charAt(1) == 'F' || asked.charAt(1) == own.charAt(1));
  }

  /** Returns what a meter sends. */
  static LongFrame data(Meter meter) {
    String d = meter.sent;
    String header =
        d.substring(6, 8)
            + d.substring(4, 6)
            + d.substring(2, 4)
            + d.substring(0, 2)
            + d.substring(8)
            + "01000000";
    String f = meter.fabrication;
    String number =
        f.isEmpty()
            ? ""
            : "0C78"
                + f.substring(6, 8)
                + f.substring(4, 6)
                + f.substring(2, 4)
                + f.substring(0, 2);
    // 04-06, energy in kWh, as a meter has it, and texts up to the length of a usual answer
    String records = number + "040639300000" + "02FD170000".repeat(25);
    byte[] bytes = HexFormat.of().parseHex(header + records);
    return new LongFrame(0x08, meter.address, 0x72, bytes);
  }

  @Override
  public boolean request(boolean on) {
    return false;
  }

  @Override
  public void reconfigure(LineSettings newSettings) throws LinkLostException {
    requireLink();
    if (!server) {
      settings = newSettings;
      coming.clear();
    }
  }

  @Override
  public void discardInput() throws LinkLostException {
    requireLink();
    while (!coming.isEmpty() && coming.peek().nanos <= time.nanos()) {
      coming.poll();
    }
  }

  @Override
  public void close() {
    lostAt = 0;
  }

  private void requireLink() throws LinkLostException {
    if (time.nanos() >= lostAt) {
      throw new LinkLostException(LinkFindings.LINK_LOST.with("port", "bus"), null);
    }
  }
}
