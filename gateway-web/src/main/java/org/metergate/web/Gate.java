// SPDX-License-Identifier: Apache-2.0
package org.metergate.web;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.metergate.web.access.AccessPages;
import org.metergate.web.access.BadForwardingException;
import org.metergate.web.access.Caller;
import org.metergate.web.access.CallerRule;
import org.metergate.web.access.Credentials;
import org.metergate.web.access.HostNames;
import org.metergate.web.access.Problem;
import org.metergate.web.access.SameOrigin;
import org.metergate.web.access.Trust;
import org.metergate.web.html.Visitor;

/**
 * Lets requests pass to the pages: those under a name of this machine, of somebody who may read.
 * Whoever is not known gets the files of the style, the log-in and whether all is well, and is
 * refused before anything waits for the journal.
 */
final class Gate extends Handler.Wrapper {
  static final String HEALTH = "/health";

  private static final String VISITOR = "org.metergate.visitor";

  private final Supplier<WebSettings> settings;
  private final Map<String, Route> routes;
  private final Set<String> files;
  private final BooleanSupplier insists;
  private final HostNames names = new HostNames();
  private final Credentials credentials;
  private final LogInDesk desk;
  private final StreamWatch streams;

  /**
   * Creates the gate.
   *
   * @param handler gets the requests that pass.
   * @param settings asked for each request.
   * @param routes what is for people, and what changes something.
   * @param files that everybody may read.
   * @param insists whether browsers are told to use TLS alone.
   * @param credentials say who asks.
   * @param desk lets people log in.
   * @param streams ends those of people who may no longer read.
   */
  Gate(
      Handler handler,
      Supplier<WebSettings> settings,
      Map<String, Route> routes,
      Set<String> files,
      BooleanSupplier insists,
      Credentials credentials,
      LogInDesk desk,
      StreamWatch streams) {
    super(handler);
    this.settings = settings;
    this.routes = routes;
    this.files = files;
    this.insists = insists;
    this.credentials = credentials;
    this.desk = desk;
    this.streams = streams;
  }

  /** Returns who sent a request that has passed; empty where anybody may read. */
  static Optional<Visitor> visitor(Request request) {
    return Optional.ofNullable((Visitor) request.getAttribute(VISITOR));
  }

  /** Says with which proof a program is answered. */
  static void demand(Response response) {
    response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer realm=\"metergate\"");
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Sending.protect(response.getHeaders());
    WebSettings current = settings.get();
    Trust trust = current.trust();
    InetAddress peer = peer(request);
    boolean tls = request.getConnectionMetaData().isSecure();
    Caller caller;
    try {
      caller = CallerRule.of(peer, tls, request.getHeaders(), trust);
    } catch (BadForwardingException e) {
      Sending.problem(request, response, callback, 400, Problem.of(400, e.getMessage()));
      return true;
    }
    if (tls && insists.getAsBoolean()) {
      response.getHeaders().put("Strict-Transport-Security", "max-age=31536000");
    }
    String host = host(request);
    if (caller.place() != Caller.Place.INGRESS && !names.isOwn(host, trust)) {
      Sending.problem(request, response, callback, 421, AccessPages.foreignName(host));
    } else if (!tls && current.demandsTls(peer)) {
      towardsTls(request, response, callback, host);
    } else if (!allows(request)) {
      String allowed = changes(request) ? "POST" : "GET, HEAD";
      response.getHeaders().put(HttpHeader.ALLOW, allowed);
      Sending.problem(request, response, callback, 405, AccessPages.otherMethod(allowed));
    } else {
      return identify(request, response, callback, caller, trust);
    }
    return true;
  }

  private static InetAddress peer(Request request) {
    return ((InetSocketAddress) request.getConnectionMetaData().getRemoteSocketAddress())
        .getAddress();
  }

  /** Returns the name under which was asked: of the Host header, or of the line before it. */
  private static String host(Request request) {
    String header = request.getHeaders().get(HttpHeader.HOST);
    String host = header != null ? header.trim() : Request.getServerName(request);
    return host == null ? "" : host;
  }

  private boolean changes(Request request) {
    Route route = routes.get(Request.getPathInContext(request));
    return route != null && route.changes();
  }

  private boolean allows(Request request) {
    String path = Request.getPathInContext(request);
    return switch (request.getMethod()) {
      case "GET", "HEAD" -> !changes(request);
      case "POST" -> changes(request) || isDesk(path);
      default -> false;
    };
  }

  private static boolean isDesk(String path) {
    return path.equals(LogInDesk.LOG_IN) || path.equals(LogInDesk.LOG_OUT);
  }

  /** Nobody has seen a secret yet that is only on its way to a page. */
  private static void towardsTls(
      Request request, Response response, Callback callback, String host) {
    boolean harmless =
        request.getMethod().equals("GET")
            && !request.getHeaders().contains(HttpHeader.AUTHORIZATION);
    if (harmless) {
      String target = request.getHttpURI().getPathQuery();
      response.getHeaders().put(HttpHeader.LOCATION, "https://" + host + target);
    }
    int status = harmless ? 307 : 403;
    Sending.problem(request, response, callback, status, AccessPages.tlsOnly());
  }

  private boolean identify(
      Request request, Response response, Callback callback, Caller caller, Trust trust)
      throws Exception {
    String path = Request.getPathInContext(request);
    if (files.contains(path)) {
      return super.handle(request, response, callback);
    }
    Optional<Visitor> visitor = credentials.visitor(caller, request.getHeaders(), trust);
    if (isDesk(path)) {
      desk.answer(request, response, callback, caller, visitor);
    } else if (visitor.isEmpty() && !path.equals(HEALTH)) {
      refuse(request, response, callback, path);
    } else if (request.getMethod().equals("POST") && !mayChange(request, caller, visitor)) {
      boolean forged = !SameOrigin.holds(request.getHeaders(), caller);
      boolean known = visitor.filter(one -> one.kind() != Visitor.Kind.LOCAL).isPresent();
      String reason = forged ? "forged" : known ? "no-role" : "log-in-first";
      Sending.problem(request, response, callback, 403, Problem.refusal(reason));
    } else {
      visitor.ifPresent(one -> request.setAttribute(VISITOR, one));
      if (path.equals(PageHandler.LIVE)) {
        HttpFields proof = request.getHeaders().asImmutable();
        streams.add(
            request, () -> credentials.visitor(caller, proof, settings.get().trust()).isPresent());
      }
      return super.handle(request, response, callback);
    }
    return true;
  }

  private static boolean mayChange(Request request, Caller caller, Optional<Visitor> visitor) {
    return visitor.filter(Visitor::mayChange).isPresent()
        && SameOrigin.holds(request.getHeaders(), caller);
  }

  /** Leads a person to the log-in; a program is told what it lacks. */
  private void refuse(Request request, Response response, Callback callback, String path) {
    Route route = routes.get(path);
    boolean person = path.equals("/") || route != null && route.isForPeople();
    if (person
        && !request.getMethod().equals("POST")
        && !request.getHeaders().contains(HttpHeader.AUTHORIZATION)) {
      Sending.seeOther(response, callback, "login");
    } else {
      demand(response);
      Sending.problem(request, response, callback, 401, AccessPages.proofNeeded());
    }
  }
}
