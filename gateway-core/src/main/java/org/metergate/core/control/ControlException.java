// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.control;

/** The socket cannot be had or nobody speaks there; the message is a sentence for people. */
public final class ControlException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What is the matter. */
  public enum Cause {
    /** Another gateway answers at this place. */
    TAKEN,
    /** No gateway runs there. */
    NOBODY,
    /** The socket cannot be made or used here. */
    UNUSABLE,
    /** A gateway runs, but no answer came, or none that can be understood. */
    NO_ANSWER
  }

  private final Cause kind;

  ControlException(Cause kind, String sentence, Throwable cause) {
    super(sentence, cause);
    this.kind = kind;
  }

  /**
   * Says what is the matter.
   *
   * @return one of the four.
   */
  public Cause kind() {
    return kind;
  }
}
