// SPDX-License-Identifier: Apache-2.0
package org.metergate.access;

import java.time.Duration;

/** What became of an attempt to log in. */
public sealed interface LogIn {

  /**
   * The password is right.
   *
   * @param cookie identifies the new session; letters, digits, {@code -} and {@code _}, and nowhere
   *     else in clear.
   * @param session whose it is.
   */
  record Granted(String cookie, SessionInfo session) implements LogIn {
    /** Says whose session it is, without the cookie. */
    @Override
    public String toString() {
      return "Granted[" + session.name() + "]";
    }
  }

  /** There is no such account, or its password is another one: which of both is not said. */
  record Wrong() implements LogIn {}

  /**
   * Nothing was compared: there were too many attempts.
   *
   * @param delay at least a second, until the next attempt is looked at.
   */
  record TryLater(Duration delay) implements LogIn {}
}
