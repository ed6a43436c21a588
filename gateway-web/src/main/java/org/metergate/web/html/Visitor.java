// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.html;

import java.util.Objects;

/**
 * For whom a page is written.
 *
 * @param kind how this is known.
 * @param name of the account or token; empty for somebody at this machine.
 * @param mayChange whether forms that change something are shown and accepted.
 * @param formToken the token that each form sends back as the field {@code form-token}, so that no
 *     other page can forge it; empty where nothing may be changed.
 */
public record Visitor(Kind kind, String name, boolean mayChange, String formToken) {
  /** Somebody at this machine, who may read everything and change nothing. */
  public static final Visitor LOCAL = new Visitor(Kind.LOCAL, "", false, "");

  /** How a visitor is known. */
  public enum Kind {
    /** By the loopback address. */
    LOCAL,
    /** By a cookie, after a log-in. */
    SESSION,
    /** By a token in the header of each request: a program. */
    TOKEN,
    /** By Home Assistant, which passes requests of its own users. */
    INGRESS
  }

  /** Checks that nothing is missing. */
  public Visitor {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(formToken, "formToken");
  }
}
