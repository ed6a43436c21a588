// SPDX-License-Identifier: Apache-2.0
package org.metergate.web;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.metergate.health.HealthDocument;
import org.metergate.health.json.HealthJson;
import org.metergate.web.html.Visitor;
import org.metergate.web.live.LiveStream;
import org.metergate.web.page.PageSources;
import org.metergate.web.page.PageView;

/**
 * Answers requests: checks them, selects the content and sets the headers. Only read-only methods,
 * and only under a loopback name, since another web page could otherwise read this one by resolving
 * its own host name to 127.0.0.1 (DNS rebinding). A proxy on this machine must therefore request
 * {@code 127.0.0.1} or {@code localhost}, as proxies do by default.
 */
final class PageHandler extends Handler.Abstract {
  private static final Pattern LOOPBACK_NAME =
      Pattern.compile(
          "localhost\\.?|.+\\.localhost|127(\\.\\d{1,3}){3}|\\[?(::1|0:0:0:0:0:0:0:1)]?");

  /** The path of the streams of events. */
  static final String LIVE = "/live";

  private static final String TEXT = "text/plain;charset=utf-8";
  private static final String JSON = "application/json";

  private final PageView page;
  private final JsonView json;
  private final PageSources sources;
  private final LiveStream live;
  private final Map<String, StaticFile> files;
  private final Map<String, Route> routes;

  PageHandler(
      PageSources sources,
      PageView page,
      LiveStream live,
      Map<String, StaticFile> files,
      Map<String, Route> routes) {
    this.routes = routes;
    this.sources = sources;
    this.page = page;
    this.json = new JsonView(sources);
    this.live = live;
    this.files = files;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    protect(response.getHeaders());
    String host = Request.getServerName(request);
    if (host == null || !LOOPBACK_NAME.matcher(host.toLowerCase(Locale.ROOT)).matches()) {
      text(
          response,
          callback,
          421,
          "This page is available only under the names localhost and 127.0.0.1.\n");
    } else if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
      response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
      text(response, callback, 405, "This page can only be read (GET and HEAD).\n");
    } else {
      answer(request, response, callback);
    }
    return true;
  }

  /** Sets the headers of every answer: nothing is loaded from or sent to other origins. */
  static void protect(HttpFields.Mutable headers) {
    headers.put(
        "Content-Security-Policy",
        "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'");
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("Referrer-Policy", "no-referrer");
    headers.put("Cross-Origin-Resource-Policy", "same-origin");
    headers.put(HttpHeader.CACHE_CONTROL, "no-store");
  }

  private void answer(Request request, Response response, Callback callback) {
    String path = Request.getPathInContext(request);
    StaticFile file = files.get(path);
    if (file != null) {
      file(request, response, callback, file);
      return;
    }
    switch (path) {
      case "/" ->
          send(response, callback, 200, "text/html;charset=utf-8", page.page(Visitor.LOCAL));
      case LIVE -> live(request, response, callback);
      case "/api/v1/live" -> send(response, callback, 200, JSON, json.live());
      case "/health" -> {
        HealthDocument health = sources.health().get();
        send(response, callback, health.well() ? 200 : 503, JSON, HealthJson.of(health));
      }
      default -> route(request, response, callback, path);
    }
  }

  private void route(Request request, Response response, Callback callback, String path) {
    Route route = routes.get(path);
    if (route == null) {
      text(response, callback, 404, "There is no page at this address.\n");
      return;
    }
    Map<String, String> query = new HashMap<>();
    for (Fields.Field field : Request.extractQueryParameters(request)) {
      query.put(field.getName(), field.getValue());
    }
    Route.Answer answer = route.answer(new Route.Request(query, accepted(request), Visitor.LOCAL));
    answer.headers().forEach((name, value) -> response.getHeaders().put(name, value));
    send(response, callback, answer.status(), answer.contentType(), answer.body());
  }

  private static List<String> accepted(Request request) {
    try {
      return request.getHeaders().getQualityCSV(HttpHeader.ACCEPT);
    } catch (IllegalArgumentException e) {
      return List.of(); // broken quotes: as if there were no such header
    }
  }

  private static void file(Request request, Response response, Callback callback, StaticFile file) {
    HttpFields.Mutable headers = response.getHeaders();
    headers.put(HttpHeader.CACHE_CONTROL, "no-cache"); // may be cached, but must be revalidated
    headers.put(HttpHeader.ETAG, file.tag());
    HttpField cached = request.getHeaders().getField(HttpHeader.IF_NONE_MATCH);
    if (cached != null && cached.getValueList().stream().anyMatch(tag -> matches(tag, file))) {
      response.setStatus(304);
      response.write(true, ByteBuffer.allocate(0), callback);
    } else {
      send(response, callback, 200, file.type(), file.bytes());
    }
  }

  private static boolean matches(String tag, StaticFile file) {
    return tag.equals("*") || tag.equals(file.tag()) || tag.equals("W/" + file.tag());
  }

  private void live(Request request, Response response, Callback callback) {
    HttpFields.Mutable headers = response.getHeaders();
    headers.put(HttpHeader.CONTENT_TYPE, "text/event-stream;charset=utf-8");
    headers.put("X-Accel-Buffering", "no"); // some proxies buffer the stream otherwise
    if (request.getMethod().equals("HEAD")) {
      response.write(true, ByteBuffer.allocate(0), callback);
    } else if (!live.open(response, callback)) {
      text(response, callback, 503, "There are no events now; this page polls instead.\n");
    }
  }

  private static void text(Response response, Callback callback, int status, String text) {
    send(response, callback, status, TEXT, text);
  }

  private static void send(
      Response response, Callback callback, int status, String type, String text) {
    send(response, callback, status, type, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void send(
      Response response, Callback callback, int status, String type, byte[] bytes) {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
    response.write(true, ByteBuffer.wrap(bytes), callback);
  }

  /**
   * Answers what never reached {@link #handle}, or failed there: a sentence and nothing else. A
   * version or a method that no server knows is the sender's mistake, not this page's.
   */
  static boolean refuse(Request request, Response response, Callback callback) {
    protect(response.getHeaders());
    int status = response.getStatus() < 400 ? 500 : response.getStatus();
    if (status == 501 || status == 505) {
      status = 400;
    }
    String text = "The page failed; the reason is in the log of the gateway.\n";
    if (status < 500) {
      text = "This request cannot be understood.\n";
    } else if (status == 503) {
      text = "The journal is busy; try again soon.\n";
    }
    text(response, callback, status, text);
    return true;
  }
}
