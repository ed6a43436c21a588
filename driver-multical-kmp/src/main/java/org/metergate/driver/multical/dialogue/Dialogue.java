// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical.dialogue;

import java.util.Arrays;
import org.metergate.driver.multical.frame.Direction;
import org.metergate.driver.multical.frame.KmpFrame;
import org.metergate.driver.multical.frame.KmpFramer;
import org.metergate.driver.multical.request.KmpRequest;
import org.metergate.driver.multical.request.ObservedRequest;
import org.metergate.spi.codec.Damage;
import org.metergate.spi.codec.FrameSink;

/**
 * One request: it is sent when the meter may be asked, its echo is dropped, its answer is
 * distinguished from answers to earlier requests, and if none arrives it is sent once more 1.6 s
 * later, since the first attempt may only have woken the meter. All times are from one monotonic
 * clock in nanoseconds. One thread.
 */
public final class Dialogue {
  private static final int TRIES = 2;

  private final KmpRequest request;
  private final byte[] content;
  private final byte[] frame;
  private final Timing timing;
  private final KmpFramer framer = new KmpFramer();
  private final LineTraffic lineTraffic = new LineTraffic();
  private final Sink sink = new Sink();

  private int tries;
  private boolean asked;
  private boolean damaged;
  private long receivedAt;
  private long echoEnd;
  private long sendAt;
  private long deadline;
  private long end;
  private KmpFrame answer;

  /**
   * Creates a dialogue.
   *
   * @param request to send.
   * @param timing of the line.
   * @param sendAt not before this time.
   */
  public Dialogue(KmpRequest request, Timing timing, long sendAt) {
    this.request = request;
    this.content = request.content();
    this.frame = request.frame();
    this.timing = timing;
    this.sendAt = sendAt;
  }

  /**
   * Starts the dialogue.
   *
   * @param now the time.
   * @return the first step.
   */
  public Step begin(long now) {
    return now >= sendAt ? send(now) : new Step.Wait(sendAt);
  }

  /**
   * Accepts bytes.
   *
   * @param chunk contains them.
   * @param offset of the first.
   * @param length number of bytes.
   * @param now the time at which they were received.
   * @return the next step.
   */
  public Step bytes(byte[] chunk, int offset, int length, long now) {
    receivedAt = now;
    lineTraffic.bytes(length);
    framer.accept(chunk, offset, length, sink);
    if (answer != null) {
      return new Step.Done(answer);
    }
    if (!asked) {
      return new Step.Wait(sendAt);
    }
    if (damaged && !framer.insideFrame()) {
      return fault(now);
    }
    if (framer.insideFrame()) {
      deadline = Math.max(deadline, now + timing.gap());
    }
    return now >= end ? fault(now) : new Step.Wait(Math.min(deadline, end));
  }

  /**
   * Accepts that nothing arrived until the time of the last step.
   *
   * @param now the time.
   * @return the next step.
   */
  public Step timeout(long now) {
    if (!asked) {
      return now >= sendAt ? send(now) : new Step.Wait(sendAt);
    }
    return now >= Math.min(deadline, end) ? fault(now) : new Step.Wait(Math.min(deadline, end));
  }

  /**
   * Returns what was received besides the answer.
   *
   * @return grows while the dialogue runs.
   */
  public LineTraffic lineTraffic() {
    return lineTraffic;
  }

  private Step send(long now) {
    tries++;
    asked = true;
    damaged = false;
    echoEnd = now + timing.echo(frame.length);
    deadline = now + timing.firstByte(frame.length);
    end = now + timing.whole(frame.length);
    return new Step.Send(frame, deadline);
  }

  /** The meter discards requests within 1.6 s after a fault. */
  private Step fault(long now) {
    framer.silence(Long.MAX_VALUE, sink);
    if (tries == TRIES) {
      return new Step.Failed();
    }
    asked = false;
    sendAt = now + Timing.RESPONSE_TIME;
    return new Step.Wait(sendAt);
  }

  private final class Sink implements FrameSink<KmpFrame> {
    @Override
    public void frame(KmpFrame received) {
      if (received.direction() == Direction.TO_METER) {
        if (Arrays.equals(received.content(), content)) {
          lineTraffic.echo();
        } else {
          lineTraffic.otherRequest(ObservedRequest.of(received));
        }
      } else if (tries > 0 && request.isAnsweredBy(received)) {
        answer = received;
      } else {
        lineTraffic.lateAnswer();
      }
    }

    @Override
    public void noise(byte[] received, int offset, int length) {
      lineTraffic.noise(received, offset, length);
    }

    @Override
    public void corrupt(Damage damage) {
      damaged |=
          receivedAt > echoEnd; // a damaged echo must not end the wait for the answer after it
      lineTraffic.damage(damage);
    }
  }
}
