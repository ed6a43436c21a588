// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.access;

import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.metergate.access.AccessRoom;
import org.metergate.access.LogIn;
import org.metergate.access.Role;
import org.metergate.access.SessionInfo;
import org.metergate.access.TokenInfo;
import org.metergate.web.html.Visitor;

/** Finds out who asks. Any thread. */
public final class Credentials {
  private static final String BEARER = "bearer ";

  private final Optional<AccessRoom> room;
  private final FormToken formToken = new FormToken();

  /**
   * Creates it.
   *
   * @param room has the accounts and tokens; empty for a page without any.
   */
  public Credentials(Optional<AccessRoom> room) {
    this.room = room;
  }

  /**
   * Returns who asks. A token that is sent must be right, wherever it comes from; then a session
   * counts, then the place.
   *
   * @param caller from where the request comes.
   * @param headers of the request.
   * @param trust the settings.
   * @return empty if nobody knows.
   */
  public Optional<Visitor> visitor(Caller caller, HttpFields headers, Trust trust) {
    List<String> given = headers.getValuesList(HttpHeader.AUTHORIZATION);
    Optional<String> bearer =
        given.stream().filter(v -> v.regionMatches(true, 0, BEARER, 0, BEARER.length())).findAny();
    if (bearer.isPresent()) {
      String token = bearer.get().substring(BEARER.length()).trim();
      return given.size() > 1 ? Optional.empty() : room.flatMap(r -> r.token(token)).map(this::of);
    }
    Optional<Visitor> session =
        session(caller, headers)
            .flatMap(cookie -> room.flatMap(r -> r.session(cookie)).map(this::of));
    if (session.isPresent()) {
      return session;
    }
    return switch (caller.place()) {
      case LOCAL -> Optional.of(Visitor.LOCAL);
      case INGRESS -> Optional.of(ingress(caller.user(), trust.ingressChanges()));
      case ELSEWHERE -> Optional.empty();
    };
  }

  /**
   * Returns the cookie of a request's session.
   *
   * @param caller from where the request comes.
   * @param headers of the request.
   * @return whatever was sent, not checked yet; empty without one, and where others read along.
   */
  public static Optional<String> session(Caller caller, HttpFields headers) {
    return caller.isPrivate() ? SessionCookie.of(headers, caller) : Optional.empty();
  }

  /**
   * Gives a browser the cookie of a new session.
   *
   * @param granted the session.
   * @param caller from where the request comes.
   * @return the value of {@code Set-Cookie}.
   */
  public static String given(LogIn.Granted granted, Caller caller) {
    return SessionCookie.given(granted.cookie(), caller);
  }

  /**
   * Takes the cookie back.
   *
   * @param caller from where the request comes.
   * @return the value of {@code Set-Cookie}.
   */
  public static String taken(Caller caller) {
    return SessionCookie.taken(caller);
  }

  private Visitor of(SessionInfo session) {
    return new Visitor(
        Visitor.Kind.SESSION, session.name(), session.role() == Role.CHANGE, session.formToken());
  }

  private Visitor of(TokenInfo token) {
    return new Visitor(Visitor.Kind.TOKEN, token.name(), token.role() == Role.CHANGE, "");
  }

  private Visitor ingress(String user, boolean mayChange) {
    String name = user.isEmpty() ? "Home Assistant" : user;
    return new Visitor(Visitor.Kind.INGRESS, name, mayChange, mayChange ? formToken.of(user) : "");
  }
}
