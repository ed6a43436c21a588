// SPDX-License-Identifier: Apache-2.0
package org.metergate.web;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
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
import org.metergate.web.access.FormToken;
import org.metergate.web.access.Problem;
import org.metergate.web.html.Visitor;
import org.metergate.web.live.LiveStream;
import org.metergate.web.page.PageSources;
import org.metergate.web.page.PageView;

/** Answers requests that have passed the {@link Gate}: selects the content and sets its headers. */
final class PageHandler extends Handler.Abstract {
  /** The path of the streams of events. */
  static final String LIVE = "/live";

  private final JsonView json;
  private final PageSources sources;
  private final LiveStream live;
  private final Map<String, StaticFile> files;
  private final Map<String, Route> routes;

  PageHandler(
      PageSources sources,
      LiveStream live,
      Map<String, StaticFile> files,
      Map<String, Route> routes) {
    this.routes = routes;
    this.sources = sources;
    this.json = new JsonView(sources);
    this.live = live;
    this.files = files;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String path = Request.getPathInContext(request);
    Optional<Visitor> visitor = Gate.visitor(request);
    StaticFile file = files.get(path);
    if (file != null) {
      file(request, response, callback, file);
    } else if (visitor.isEmpty()) {
      boolean well = sources.health().get().well();
      Sending.send(response, callback, well ? 200 : 503, Sending.JSON, "{\"well\":" + well + "}");
    } else {
      answer(request, response, callback, path, visitor.get());
    }
    return true;
  }

  private void answer(
      Request request, Response response, Callback callback, String path, Visitor visitor) {
    switch (path) {
      case LIVE -> live(request, response, callback);
      case "/api/v1/live" -> Sending.send(response, callback, 200, Sending.JSON, json.live());
      case Gate.HEALTH -> {
        HealthDocument health = sources.health().get();
        Sending.send(
            response, callback, health.well() ? 200 : 503, Sending.JSON, HealthJson.of(health));
      }
      default -> route(request, response, callback, path, visitor);
    }
  }

  private void route(
      Request request, Response response, Callback callback, String path, Visitor visitor) {
    Route route = routes.get(path);
    if (route == null) {
      Sending.problem(request, response, callback, 404, Problem.of(404));
    } else if (route.changes()) {
      Form.read(
          request,
          fields -> change(request, response, callback, route, visitor, fields),
          () -> Sending.problem(request, response, callback, 400, Problem.refusal("bad-form")));
    } else {
      Map<String, String> query = Form.map(Request.extractQueryParameters(request));
      answer(request, response, callback, route, visitor, query);
    }
  }

  private static void change(
      Request request,
      Response response,
      Callback callback,
      Route route,
      Visitor visitor,
      Map<String, String> fields) {
    if (!FormToken.fits(fields.get(FormToken.FIELD), visitor)) {
      Sending.problem(request, response, callback, 403, Problem.refusal("old-form"));
      return;
    }
    try {
      answer(request, response, callback, route, visitor, fields);
    } catch (RuntimeException e) {
      callback.failed(e);
    }
  }

  private static void answer(
      Request request,
      Response response,
      Callback callback,
      Route route,
      Visitor visitor,
      Map<String, String> fields) {
    Route.Answer answer =
        route.answer(new Route.Request(fields, Sending.accepted(request), visitor));
    answer.headers().forEach((name, value) -> response.getHeaders().put(name, value));
    if (answer.status() >= 400 && answer.contentType().startsWith("text/plain")) {
      String sentence = new String(answer.body(), StandardCharsets.UTF_8).strip();
      Problem problem = Problem.of(answer.status(), sentence);
      Sending.problem(request, response, callback, answer.status(), problem);
    } else {
      Sending.send(response, callback, answer.status(), answer.contentType(), answer.body());
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
      Sending.send(response, callback, 200, file.type(), file.bytes());
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
    } else if (!live.open(view(request), response, callback)) {
      Sending.text(response, callback, 503, "There are no events now; this page polls instead.\n");
    }
  }

  /** Returns of which page the events are: of a meter, or of the overview. */
  private static String view(Request request) {
    Fields.Field meter = Request.extractQueryParameters(request).get("meter");
    return meter == null ? PageView.OVERVIEW : meter.getValue();
  }

  /**
   * Answers what never reached {@link #handle}, or failed there: a sentence and nothing else. A
   * version or a method that no server knows is the sender's mistake, not this page's.
   */
  static boolean refuse(Request request, Response response, Callback callback) {
    Sending.protect(response.getHeaders());
    int status = response.getStatus() < 400 ? 500 : response.getStatus();
    if (status == 501 || status == 505) {
      status = 400;
    }
    Sending.problem(request, response, callback, status, Problem.of(status));
    return true;
  }
}
