// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.access;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/**
 * The cookie of a session. Scripts cannot read it, no other page can send it, and with its prefix
 * no other page can set it; below a path of a proxy it belongs to that path, where the prefix is
 * not allowed.
 */
final class SessionCookie {
  private static final String NAME = "__Host-metergate";
  private static final String NAME_BELOW_PATH = "__Secure-metergate";
  private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9_-]{16,200}");
  private static final long LASTS_SECONDS = 30L * 24 * 60 * 60;

  private SessionCookie() {}

  /**
   * Returns the cookie of a request.
   *
   * @return empty without one, and if there are several, of which one may be planted.
   */
  static Optional<String> of(HttpFields headers, Caller caller) {
    String start = name(caller) + "=";
    List<String> found =
        headers.getValuesList(HttpHeader.COOKIE).stream()
            .flatMap(line -> Pattern.compile(";").splitAsStream(line))
            .map(String::trim)
            .filter(pair -> pair.startsWith(start))
            .map(pair -> pair.substring(start.length()))
            .toList();
    boolean usable = found.size() == 1 && VALUE.matcher(found.get(0)).matches();
    return usable ? Optional.of(found.get(0)) : Optional.empty();
  }

  /** Returns the header that gives a browser the cookie. */
  static String given(String value, Caller caller) {
    return header(value, caller, LASTS_SECONDS);
  }

  /** Returns the header that takes the cookie back. */
  static String taken(Caller caller) {
    return header("", caller, 0);
  }

  private static String header(String value, Caller caller, long seconds) {
    return name(caller)
        + "="
        + value
        + "; Path="
        + caller.prefix()
        + "/; Max-Age="
        + seconds
        + "; Secure; HttpOnly; SameSite="
        + HttpCookie.SameSite.STRICT.getAttributeValue();
  }

  private static String name(Caller caller) {
    return caller.prefix().isEmpty() ? NAME : NAME_BELOW_PATH;
  }
}
