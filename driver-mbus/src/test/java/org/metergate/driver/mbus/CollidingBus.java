// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.metergate.driver.mbus.frame.MbusFrame;
import org.metergate.driver.mbus.frame.MbusFramer;
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

  private final TimeSource time;
  private final LineSettings speed;
  private final Line line;
  private final List<CollidingMeter> meters = new ArrayList<>();
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
  CollidingMeter add(int address, String digits, String fabrication) {
    CollidingMeter meter = new CollidingMeter(address, digits, fabrication);
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
      for (CollidingMeter meter : meters) {
        if (meter.hears(settings, speed)) {
          meter
              .answer(frame)
              .ifPresent(answer -> put(sent, answer.bytes(), end + meter.delay(answer).toNanos()));
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
