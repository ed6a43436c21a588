// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.dialogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metergate.spi.codec.Damage;
import org.metergate.spi.codec.FrameSink;
import org.metergate.spi.codec.Framer;
import org.metergate.spi.link.LineSettings;

/**
 * One question as a state machine: it is sent when the line is free, after the bytes that wake the
 * meter; its echo is dropped; its answer is distinguished from other frames; and if no good answer
 * comes, it is sent again. An answer to an earlier try is taken whenever it comes. The caller
 * supplies bytes and times, all from one monotonic clock in nanoseconds. One thread.
 *
 * @param <F> the type of frames.
 */
final class Dialogue<F> {
  /** How long after a question its echo may still come out of an adapter or a serial server. */
  private static final long ECHO_DELAY = 150_000_000L;

  private final Request<F> request;
  private final byte[] question;
  private final Framer<F> framer;
  private final Timing timing;
  private final long byteNanos;
  private final long answerByteNanos;
  private final EchoFilter echo;
  private final Traffic<F> traffic = new Traffic<>();
  private final Sink sink = new Sink();
  private final List<F> surplus = new ArrayList<>(0);
  private Damage surplusDamage;

  private State state = State.PAUSED;
  private int tries;
  private long receivedAt;
  private long echoEnd;
  private long deadline; // the state ends when nothing arrived until this time,
  private long end; // and at this time whatever arrives
  private boolean damaged;
  private F answer;

  private enum State {
    PAUSED,
    WAKING,
    ASKED
  }

  /**
   * Creates a dialogue.
   *
   * @param request the question.
   * @param framer finds the frames; the same one for all dialogues on a line.
   * @param timing of the protocol.
   * @param byteNanos the time of one byte on the line.
   * @param sendAt nothing is sent before this time.
   */
  Dialogue(Request<F> request, Framer<F> framer, Timing timing, long byteNanos, long sendAt) {
    this.request = request;
    this.question = request.bytes().clone();
    this.framer = framer;
    this.timing = timing;
    this.byteNanos = byteNanos;
    this.answerByteNanos = request.answeredAt().map(LineSettings::byteNanos).orElse(byteNanos);
    this.echo =
        new EchoFilter(
            question,
            timing.wakeUp().length,
            (bytes, offset, length) -> framer.accept(bytes, offset, length, sink));
    until(sendAt);
  }

  /** Starts the dialogue. */
  Step<F> begin(long now) {
    return question.length == 0 ? listen(now) : timeout(now);
  }

  /** Starts a dialogue that sends nothing with what came after the answer of another one. */
  Step<F> follow(Dialogue<F> before, long now) {
    listen(now);
    if (before.surplusDamage != null || !before.surplus.isEmpty()) {
      traffic.follows();
    }
    if (before.surplusDamage != null) {
      sink.corrupt(before.surplusDamage);
      deadline = now + timing.gap();
    }
    before.surplus.forEach(sink::frame);
    return answer != null ? new Step.Done<>(answer) : timeout(now);
  }

  private Step<F> listen(long now) {
    tries = timing.tries(); // what the meter sends only once cannot be asked for again
    asked(now);
    return new Step.Wait<>(deadline);
  }

  /** Accepts bytes that were received at a time. */
  Step<F> bytes(byte[] chunk, int offset, int length, long now) {
    receivedAt = now;
    traffic.received(chunk, offset, length);
    boolean echoed = echo.seen();
    echo.accept(chunk, offset, length);
    if (echo.seen() && !echoed) {
      traffic.echo();
    }
    if (answer == null && state != State.WAKING) {
      // nothing is sent while something arrives; after damage the line must be quiet first
      deadline = damaged ? now + timing.gap() : later(deadline, now + timing.gap());
    }
    return timeout(now);
  }

  /** Accepts that nothing arrived until a time. */
  Step<F> timeout(long now) {
    if (echo.holds() && now - receivedAt >= timing.gap()) {
      echo.end();
    }
    if (answer != null) {
      return new Step.Done<>(answer);
    }
    long until = earlier(deadline, end);
    if (now - until < 0) {
      return new Step.Wait<>(echo.holds() ? earlier(until, receivedAt + timing.gap()) : until);
    }
    return switch (state) {
      case PAUSED -> timing.wakeUp().length > 0 ? wake(now) : send(now);
      case WAKING -> send(now);
      case ASKED -> failed(now);
    };
  }

  /** Returns what was received besides the answer; it grows while the dialogue runs. */
  Traffic<F> traffic() {
    return traffic;
  }

  private Step<F> wake(long now) {
    state = State.WAKING;
    deadline = now + timing.wakeUp().length * byteNanos + timing.wakeUpPause();
    end = deadline;
    return new Step.Send<>(timing.wakeUp(), Optional.empty(), deadline);
  }

  private Step<F> send(long now) {
    tries++;
    asked(now);
    echo.sent();
    return new Step.Send<>(question, request.answeredAt(), deadline);
  }

  private void asked(long now) {
    long sent = now + question.length * byteNanos;
    state = State.ASKED;
    damaged = false;
    echoEnd = sent + ECHO_DELAY;
    until(sent + timing.firstByte());
  }

  private void until(long time) {
    deadline = time;
    end = time + timing.longestAnswer() * answerByteNanos;
  }

  private Step<F> failed(long now) {
    echo.end();
    framer.silence(Long.MAX_VALUE, sink);
    if (answer != null) { // a framer may hold a whole frame until it is sure that it is one
      return new Step.Done<>(answer);
    }
    if (tries >= timing.tries()) {
      return new Step.Failed<>();
    }
    state = State.PAUSED;
    damaged = false;
    until(now + timing.pause());
    return new Step.Wait<>(deadline);
  }

  private static long later(long one, long other) {
    return one - other > 0 ? one : other;
  }

  private static long earlier(long one, long other) {
    return one - other < 0 ? one : other;
  }

  private final class Sink implements FrameSink<F> {
    @Override
    public void frame(F frame) {
      if (answer != null) {
        surplus.add(frame);
      } else if (tries > 0 && request.isAnsweredBy(frame)) {
        answer = frame;
      } else {
        traffic.other(frame);
      }
    }

    @Override
    public void noise(byte[] bytes, int offset, int length) {
      // counted with all bytes
    }

    @Override
    public void corrupt(Damage damage) {
      if (answer != null) {
        surplusDamage = damage;
        return;
      }
      // a damaged echo must not end the wait for the answer that follows it
      boolean noEcho = question.length == 0 || echo.seen() || receivedAt - echoEnd > 0;
      damaged |= state == State.ASKED && noEcho;
      traffic.damage(damage);
    }
  }
}
