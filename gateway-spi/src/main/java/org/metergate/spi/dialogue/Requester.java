// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.dialogue;

import java.time.Duration;
import java.util.Optional;
import org.metergate.spi.codec.Damage;
import org.metergate.spi.codec.FrameSink;
import org.metergate.spi.codec.Framer;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.time.TimeSource;

/**
 * Asks questions on an open link, one at a time, and listens to the line in between. One for each
 * session; on the thread of the link.
 *
 * @param <F> the type of frames.
 */
public final class Requester<F> {
  private static final Duration TICK = Duration.ofMillis(500);

  /** Longer than the last byte takes to leave the buffer of an adapter. */
  private static final Duration ADAPTER = Duration.ofMillis(20);

  private final ByteLink link;
  private final TimeSource time;
  private final Framer<F> framer;
  private final byte[] chunk = new byte[1024];
  private final Timing timing;
  private LineSettings settings;
  private long freeAt;
  private long heardAt;
  private Dialogue<F> dialogue;
  private Traffic<F> traffic = new Traffic<>();

  /**
   * Creates a requester; nothing is sent yet.
   *
   * @param link an open link.
   * @param time the session.
   * @param framer finds the frames in which the meters answer.
   * @param timing of the protocol.
   * @param settings with which the link was opened.
   */
  public Requester(
      ByteLink link, TimeSource time, Framer<F> framer, Timing timing, LineSettings settings) {
    this.link = link;
    this.time = time;
    this.framer = framer;
    this.timing = timing;
    this.settings = settings;
    this.freeAt = time.nanos();
    this.heardAt = freeAt;
  }

  /**
   * Returns the line settings now.
   *
   * @return those set last, or those at which the last question was answered.
   */
  public LineSettings settings() {
    return settings;
  }

  /**
   * Changes the line settings, for a meter that needs others.
   *
   * @param wanted applied unless they are set already.
   * @throws LinkLostException when the link is gone.
   */
  public void settings(LineSettings wanted) throws LinkLostException {
    if (!wanted.equals(settings)) {
      settings = wanted;
      link.reconfigure(wanted);
    }
  }

  /**
   * Asks a question and waits for its answer, as long and as often as {@link Timing} says. What
   * arrived before the question is dropped: a serial server may still hold bytes from hours ago.
   * Where the answer comes at other settings, these remain after an answer; without an answer those
   * of the question are set again.
   *
   * @param request the question; one without bytes waits for what the meter sends after its last
   *     answer, and is not repeated.
   * @return the answer, or empty; {@link #traffic} then has the likely reason.
   * @throws LinkLostException when the link is gone.
   * @throws InterruptedException when the program stops.
   */
  public Optional<F> ask(Request<F> request) throws LinkLostException, InterruptedException {
    LineSettings asked = settings;
    Dialogue<F> before = dialogue;
    dialogue = new Dialogue<>(request, framer, timing, settings.byteNanos(), freeAt);
    traffic = dialogue.traffic();
    Step<F> step;
    boolean listens = request.bytes().length == 0;
    if (listens && request.answeredAt().isPresent()) {
      settings(request.answeredAt().get());
    }
    if (listens && before != null) {
      step = dialogue.follow(before, time.nanos());
    } else {
      link.discardInput();
      framer.silence(Long.MAX_VALUE, new Ignored<>());
      step = dialogue.begin(time.nanos());
    }
    while (true) {
      if (step instanceof Step.Send<F> send) {
        settings(asked); // a try before may have changed them
        step = send(send);
      } else if (step instanceof Step.Wait<F> wait) {
        step = receive(wait);
      } else if (step instanceof Step.Done<F> done) {
        freeAt = time.nanos() + timing.recovery();
        return Optional.of(done.answer());
      } else {
        settings(asked);
        freeAt = time.nanos() + timing.pause();
        return Optional.empty();
      }
    }
  }

  private Step<F> send(Step.Send<F> send) throws LinkLostException, InterruptedException {
    link.write(send.bytes());
    if (send.answeredAt().isPresent() && !send.answeredAt().get().equals(settings)) {
      time.pause(Duration.ofNanos(send.bytes().length * settings.byteNanos()).plus(ADAPTER));
      settings(send.answeredAt().get());
    }
    return new Step.Wait<>(send.untilNanos());
  }

  private Step<F> receive(Step.Wait<F> wait) throws LinkLostException, InterruptedException {
    long left = Math.max(0, wait.untilNanos() - time.nanos());
    int count = read(Duration.ofNanos(left));
    return count > 0 ? dialogue.bytes(chunk, 0, count, heardAt) : dialogue.timeout(time.nanos());
  }

  private int read(Duration longest) throws LinkLostException, InterruptedException {
    int count = link.read(chunk, longest.compareTo(TICK) < 0 ? longest : TICK);
    if (count > 0) {
      heardAt = time.nanos();
    }
    return count;
  }

  /**
   * Returns what was received besides the answer to the last question.
   *
   * @return the traffic of the last call of {@link #ask}, nothing before the first.
   */
  public Traffic<F> traffic() {
    return traffic;
  }

  /**
   * Listens once to what arrives unasked, half a second at most; a lost link is noticed too.
   *
   * @param longest how long to wait for bytes.
   * @param unasked receives what arrives.
   * @throws LinkLostException when the link is gone, with nothing outstanding.
   * @throws InterruptedException when the program stops.
   */
  public void idle(Duration longest, FrameSink<F> unasked)
      throws LinkLostException, InterruptedException {
    int count;
    try {
      count = read(longest);
    } catch (LinkLostException e) {
      throw e.whileUnneeded(Duration.ZERO);
    }
    if (count > 0) {
      framer.accept(chunk, 0, count, unasked);
    } else {
      framer.silence(time.nanos() - heardAt, unasked);
    }
  }

  /**
   * Listens once without regard to what arrives, half a second at most; a lost link is noticed.
   *
   * @param longest how long to wait for bytes.
   * @throws LinkLostException when the link is gone.
   * @throws InterruptedException when the program stops.
   */
  public void idle(Duration longest) throws LinkLostException, InterruptedException {
    idle(longest, new Ignored<>());
  }

  private static final class Ignored<F> implements FrameSink<F> {
    @Override
    public void frame(F frame) {
      // nothing was asked
    }

    @Override
    public void noise(byte[] bytes, int offset, int length) {
      // likewise
    }

    @Override
    public void corrupt(Damage damage) {
      // likewise
    }
  }
}
