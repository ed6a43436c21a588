// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.access;

import java.util.List;
import java.util.Locale;
import org.eclipse.jetty.http.HttpFields;

/**
 * Whether a form was sent by a page of this gateway, as far as the browser says: each browser says
 * so with every form, and a page cannot change what it says.
 */
public final class SameOrigin {
  private SameOrigin() {}

  /**
   * Compares the headers that browsers write themselves.
   *
   * @param headers of a request that changes something.
   * @param caller from where it comes.
   * @return false if another page sent it; true if nothing is said, as by a program.
   */
  public static boolean holds(HttpFields headers, Caller caller) {
    List<String> sites = headers.getValuesList("Sec-Fetch-Site");
    if (sites.stream().anyMatch(site -> !site.equals("same-origin"))) {
      return false;
    }
    List<String> origins = headers.getValuesList("Origin");
    if (origins.isEmpty()) {
      return true;
    }
    String own = caller.authority().toLowerCase(Locale.ROOT);
    String origin = origins.get(0).toLowerCase(Locale.ROOT);
    boolean tls = caller.transport() == Caller.Transport.TLS;
    String expected = (tls ? "https://" : "http://") + withoutUsualPort(own, tls ? ":443" : ":80");
    return origins.size() == 1 && origin.equals(expected);
  }

  private static String withoutUsualPort(String authority, String usual) {
    return authority.endsWith(usual)
        ? authority.substring(0, authority.length() - usual.length())
        : authority;
  }
}
