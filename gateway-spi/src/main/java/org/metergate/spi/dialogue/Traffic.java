// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.dialogue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.metergate.spi.codec.Damage;

/**
 * What was received besides the answer, over all tries of a question. One thread.
 *
 * @param <F> the type of frames.
 */
public final class Traffic<F> {
  private static final int MAX_FRAMES = 16;

  private final List<F> others = new ArrayList<>();
  private boolean heard; // anything but zeros
  private boolean echoed;
  private boolean damaged;
  private boolean cut;
  private Damage damage;

  /** The likely reason why a question was not answered, the one that is closest to an answer. */
  public enum Reason {
    /** No byte was received, or only zeros, which a broken or switched line sends too. */
    NOTHING,
    /** Only bytes that are no frame were received. */
    NOISE,
    /** Only the question itself came back. */
    ECHO_ONLY,
    /** Only frames that do not answer this question were received. */
    OTHER_FRAMES,
    /** A frame broke off. */
    CUT,
    /** A frame was damaged. */
    DAMAGED
  }

  Traffic() {}

  void received(byte[] chunk, int offset, int length) {
    for (int i = offset; !heard && i < offset + length; i++) {
      heard = chunk[i] != 0;
    }
  }

  /** What follows an answer in the same chunk was counted with that answer. */
  void follows() {
    heard = true;
  }

  void echo() {
    echoed = true;
  }

  void other(F frame) {
    if (others.size() < MAX_FRAMES) {
      others.add(frame);
    }
  }

  void damage(Damage found) {
    damage = found;
    cut |= found == Damage.TRUNCATED;
    damaged |= found != Damage.TRUNCATED;
  }

  /**
   * Returns the most likely reason why there was no answer.
   *
   * @return the reason.
   */
  public Reason reason() {
    if (!heard) {
      return Reason.NOTHING;
    }
    if (damaged) {
      return Reason.DAMAGED;
    }
    if (cut) {
      return Reason.CUT;
    }
    if (!others.isEmpty()) {
      return Reason.OTHER_FRAMES;
    }
    return echoed ? Reason.ECHO_ONLY : Reason.NOISE;
  }

  /**
   * Returns what was wrong with the last frame that was damaged or broke off.
   *
   * @return which check failed; empty if there was no such frame.
   */
  public Optional<Damage> damage() {
    return Optional.ofNullable(damage);
  }

  /**
   * Returns whether the line reflects what is sent.
   *
   * @return whether the question came back at least once.
   */
  public boolean echoed() {
    return echoed;
  }

  /**
   * Returns the frames that did not answer the question: late answers to earlier ones, the traffic
   * of other devices.
   *
   * @return in order, the first 16.
   */
  public List<F> others() {
    return Collections.unmodifiableList(others);
  }
}
