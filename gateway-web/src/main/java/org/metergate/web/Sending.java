// SPDX-License-Identifier: Apache-2.0
package org.metergate.web;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.metergate.web.access.Problem;

/** Sends whole answers, with the headers that protect. Any thread. */
final class Sending {
  static final String TEXT = "text/plain;charset=utf-8";
  static final String HTML = "text/html;charset=utf-8";
  static final String JSON = "application/json";

  private Sending() {}

  /**
   * Sets the headers of every answer: nothing is loaded from or sent to other origins. The referrer
   * stays here as well; without any, browsers would not say from which page a form comes.
   */
  static void protect(HttpFields.Mutable headers) {
    headers.put(
        "Content-Security-Policy",
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'");
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("Referrer-Policy", "same-origin");
    headers.put("Cross-Origin-Resource-Policy", "same-origin");
    headers.put("Cross-Origin-Opener-Policy", "same-origin");
    headers.put(HttpHeader.CACHE_CONTROL, "no-store");
  }

  static void text(Response response, Callback callback, int status, String text) {
    send(response, callback, status, TEXT, text);
  }

  static void html(Response response, Callback callback, int status, String document) {
    send(response, callback, status, HTML, document);
  }

  /** Says why there is no answer: with a page to a browser, with a line to all others. */
  static void problem(
      Request request, Response response, Callback callback, int status, Problem problem) {
    if (isForPeople(request)) {
      String path = request.getHttpURI().getPath();
      html(response, callback, status, problem.page(path == null ? "/" : path));
    } else {
      text(response, callback, status, problem.line());
    }
  }

  /** Returns whether a page is asked for by its type, which programs do not do. */
  static boolean isForPeople(Request request) {
    return accepted(request).stream().anyMatch(type -> type.startsWith("text/html"));
  }

  /** Returns the types that are asked for, the preferred one first. */
  static List<String> accepted(Request request) {
    return preferred(request, HttpHeader.ACCEPT);
  }

  /** Returns the values of a header, the preferred one first, without those that are refused. */
  static List<String> preferred(Request request, HttpHeader header) {
    try {
      return request.getHeaders().getQualityCSV(header);
    } catch (IllegalArgumentException | HttpException.RuntimeException e) {
      return List.of(); // broken quotes: as if there were no such header
    }
  }

  /** Leads to another page, below the same path. */
  static void seeOther(Response response, Callback callback, String address) {
    response.getHeaders().put(HttpHeader.LOCATION, address);
    send(response, callback, 303, TEXT, "");
  }

  static void send(Response response, Callback callback, int status, String type, String text) {
    send(response, callback, status, type, text.getBytes(StandardCharsets.UTF_8));
  }

  static void send(Response response, Callback callback, int status, String type, byte[] bytes) {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
    response.write(true, ByteBuffer.wrap(bytes), callback);
  }
}
