// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.control;

/**
 * The socket cannot be created, or no answer comes from it; the message is a sentence for people.
 */
public final class ControlException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What went wrong. */
  public enum Cause {
    /** Another gateway answers on this socket. */
    TAKEN,
    /** No gateway runs there. */
    NOT_RUNNING,
    /** The socket cannot be created or used here. */
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
   * Returns what went wrong.
   *
   * @return one of the four causes.
   */
  public Cause kind() {
    return kind;
  }
}
