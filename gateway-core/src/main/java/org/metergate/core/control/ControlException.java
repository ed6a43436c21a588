// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.control;

import java.nio.file.Path;

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

  /**
   * Another gateway has the folder in which this one would have its socket.
   *
   * @param folder of the journal.
   * @return the exception with a sentence.
   */
  public static ControlException taken(Path folder) {
    return new ControlException(
        Cause.TAKEN,
        "Another gateway runs with its journal in "
            + folder
            + "; stop it, or give this one a journal in a folder of its own.",
        null);
  }
}
