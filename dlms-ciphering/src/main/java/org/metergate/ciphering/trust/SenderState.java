// SPDX-License-Identifier: Apache-2.0
package org.metergate.ciphering.trust;

import java.util.Optional;
import org.metergate.ciphering.GloFrame;
import org.metergate.ciphering.trust.InvocationCounter.Verdict;
import org.metergate.spi.driver.DurableState;
import org.metergate.spi.driver.MeterSession;

/**
 * What is known of the senders of encrypted messages on one line: their last invocation counter and
 * which of them authenticate their messages, both stored in durable states of the meter. Exists as
 * long as the driver; one thread.
 */
public final class SenderState {
  private static final String COUNTER = "invocation-counter";
  private static final String AUTHENTICATED = "proven-titles";

  private final boolean storesCounter;
  private final InvocationCounter counter = new InvocationCounter();
  private final AuthenticatedSenders authenticated = new AuthenticatedSenders();
  private Optional<DurableState> counterState = Optional.empty();
  private DurableState authenticatedState;
  private SystemTitle lastTitle;
  private String lastHex;
  private String lastIdentifier;

  private SenderState(boolean storesCounter) {
    this.storesCounter = storesCounter;
  }

  /**
   * Creates the state for messages that arrive now.
   *
   * @return without a known sender until {@link #begin} restores what is stored.
   */
  public static SenderState present() {
    return new SenderState(true);
  }

  /**
   * Creates the state for messages that were kept until their keys were configured. They are older
   * than the stored counter, which is neither restored nor changed; senders that authenticate their
   * messages are the same as for present messages.
   *
   * @return without a known sender until {@link #begin} restores what is stored.
   */
  public static SenderState late() {
    return new SenderState(false);
  }

  /**
   * Begins a session: restores what was stored.
   *
   * @param meter has the durable states from now on.
   */
  public void begin(MeterSession meter) {
    if (storesCounter) {
      counterState = Optional.of(meter.state(COUNTER));
      counterState.get().get().ifPresent(counter::restore);
    }
    authenticatedState = meter.state(AUTHENTICATED);
    authenticatedState.get().ifPresent(authenticated::restore);
  }

  /**
   * Returns the identifier of a sender.
   *
   * @param title its system title.
   * @return as {@link SystemTitle#identifier} returns it; the same object while the sender stays.
   */
  public String identifier(long title) {
    name(title);
    return lastIdentifier;
  }

  private void name(long title) {
    if (lastTitle == null || lastTitle.bits() != title) {
      lastTitle = new SystemTitle(title);
      lastHex = lastTitle.hex();
      lastIdentifier = lastTitle.identifier();
    }
  }

  /**
   * Returns whether any sender authenticates its messages.
   *
   * @return whether a message with a valid tag was ever received.
   */
  public boolean anyAuthenticates() {
    return !authenticated.isEmpty();
  }

  /**
   * Returns whether a sender authenticates its messages.
   *
   * @param title its system title.
   * @return whether it ever sent a message with a valid tag.
   */
  public boolean authenticates(long title) {
    return authenticated.contains(title);
  }

  /**
   * Records that a sender authenticates its messages.
   *
   * @param title of the sender of a message with a valid tag.
   */
  public void authenticated(long title) {
    if (!authenticated.contains(title)) {
      authenticated.add(title);
      authenticatedState.put(authenticated.text());
    }
  }

  /**
   * Counts messages that never arrived, whether or not this one can be decrypted.
   *
   * @param frame the message.
   * @return how many are missing between this one and the previous one since the program started.
   */
  public long lost(GloFrame frame) {
    return counter.lost(frame.systemTitle(), frame.invocationCounter());
  }

  /**
   * Returns the counter of the last accepted message.
   *
   * @return undefined before the first one.
   */
  public long lastCounter() {
    return counter.last();
  }

  /**
   * Judges a decrypted message by its counter, and stores the counter if the message is accepted.
   *
   * @param frame the message.
   * @param proven whether its tag is right.
   * @return what to do with it.
   */
  public Verdict judge(GloFrame frame, boolean proven) {
    long title = frame.systemTitle();
    long count = frame.invocationCounter();
    Verdict verdict = counter.judge(title, count, frame.ending(), proven);
    if (counterState.isPresent() && verdict.isAccepted()) {
      name(title);
      counterState.get().put(InvocationCounter.text(lastHex, count));
    }
    return verdict;
  }
}
