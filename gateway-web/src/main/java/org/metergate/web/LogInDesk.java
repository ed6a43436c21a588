// SPDX-License-Identifier: Apache-2.0
package org.metergate.web;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.metergate.access.AccessRoom;
import org.metergate.access.LogIn;
import org.metergate.web.access.AccessPages;
import org.metergate.web.access.AccessPages.Notice;
import org.metergate.web.access.Caller;
import org.metergate.web.access.Credentials;
import org.metergate.web.access.FormToken;
import org.metergate.web.access.Problem;
import org.metergate.web.access.SameOrigin;
import org.metergate.web.html.Visitor;

/**
 * Answers {@code /login} and {@code /logout}. No thread of the page waits while a password is
 * compared.
 */
final class LogInDesk {
  static final String LOG_IN = "/login";
  static final String LOG_OUT = "/logout";

  private final Optional<AccessRoom> room;

  LogInDesk(Optional<AccessRoom> room) {
    this.room = room;
  }

  /** Answers a request with GET or POST. */
  void answer(
      Request request,
      Response response,
      Callback callback,
      Caller caller,
      Optional<Visitor> visitor) {
    boolean logIn = Request.getPathInContext(request).equals(LOG_IN);
    if (!request.getMethod().equals("POST")) {
      if (logIn) {
        show(response, callback, caller, visitor);
      } else {
        Sending.seeOther(response, callback, "login");
      }
    } else if (!SameOrigin.holds(request.getHeaders(), caller)) {
      Sending.problem(request, response, callback, 403, Problem.refusal("forged"));
    } else if (logIn && (room.isEmpty() || AccessPages.hindrance(caller).isPresent())) {
      Sending.html(response, callback, 403, form(new Notice.None(), caller));
    } else {
      Form.read(
          request,
          fields -> {
            if (logIn) {
              logIn(request, response, callback, caller, fields);
            } else {
              logOut(request, response, callback, caller, visitor, fields);
            }
          },
          () -> Sending.problem(request, response, callback, 400, Problem.refusal("bad-form")));
    }
  }

  private void show(
      Response response, Callback callback, Caller caller, Optional<Visitor> visitor) {
    String document =
        visitor
            .filter(one -> one.kind() == Visitor.Kind.SESSION)
            .map(AccessPages::loggedIn)
            .orElseGet(() -> form(new Notice.None(), caller));
    Sending.html(response, callback, 200, document);
  }

  private String form(Notice notice, Caller caller) {
    return AccessPages.logIn(notice, caller, room.isEmpty() || !room.get().hasAnybody());
  }

  private void logIn(
      Request request,
      Response response,
      Callback callback,
      Caller caller,
      Map<String, String> fields) {
    String name = fields.getOrDefault("name", "").trim();
    char[] password = fields.getOrDefault("password", "").toCharArray();
    room.orElseThrow()
        .logIn(name, password, caller.address().getHostAddress())
        .whenCompleteAsync(
            (result, failure) -> {
              if (failure != null) {
                callback.failed(failure);
              } else {
                tell(request, response, callback, caller, result);
              }
            },
            request.getComponents().getExecutor());
  }

  private void tell(
      Request request, Response response, Callback callback, Caller caller, LogIn result) {
    if (result instanceof LogIn.Granted granted) {
      // whoever logs in as somebody else leaves nothing behind; nobody else's cookie is taken over
      Credentials.session(caller, request.getHeaders()).ifPresent(room.orElseThrow()::logOut);
      response.getHeaders().add(HttpHeader.SET_COOKIE, Credentials.given(granted, caller));
      Sending.seeOther(response, callback, "./");
    } else if (result instanceof LogIn.TryLater later) {
      Duration wait = later.delay();
      response.getHeaders().put(HttpHeader.RETRY_AFTER, wait.toSeconds());
      Sending.html(response, callback, 429, form(new Notice.Later(wait), caller));
    } else {
      Gate.demand(response);
      Sending.html(response, callback, 401, form(new Notice.Wrong(), caller));
    }
  }

  private void logOut(
      Request request,
      Response response,
      Callback callback,
      Caller caller,
      Optional<Visitor> visitor,
      Map<String, String> fields) {
    Optional<Visitor> session = visitor.filter(one -> one.kind() == Visitor.Kind.SESSION);
    if (session.isPresent()) {
      if (!FormToken.fits(fields.get(FormToken.FIELD), session.get())) {
        Sending.problem(request, response, callback, 403, Problem.refusal("old-form"));
        return;
      }
      Credentials.session(caller, request.getHeaders()).ifPresent(room.orElseThrow()::logOut);
      response.getHeaders().add(HttpHeader.SET_COOKIE, Credentials.taken(caller));
    }
    Sending.seeOther(response, callback, "login");
  }
}
