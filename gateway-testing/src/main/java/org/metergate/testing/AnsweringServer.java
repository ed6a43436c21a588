// SPDX-License-Identifier: Apache-2.0
package org.metergate.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;

/**
 * An HTTP server that gives answers which no real server gives on demand, and records its requests.
 */
public final class AnsweringServer implements AutoCloseable {
  private final HttpServer server;
  private final List<Request> asked = new CopyOnWriteArrayList<>();
  private volatile Function<Request, Answer> answer = any -> new Answer(204, "", Map.of());

  /** A request that was received. */
  public record Request(
      String method, String address, String body, Map<String, List<String>> headers) {
    /** Returns a header, or an empty text. */
    public String header(String name) {
      return String.join(",", headers.getOrDefault(name, List.of()));
    }
  }

  /** An answer to send. */
  public record Answer(int status, String body, Map<String, String> headers) {}

  /** Listens on a loopback port. */
  public AnsweringServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] bytes = body(exchange);
    Request now =
        new Request(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            new String(bytes, StandardCharsets.UTF_8),
            Map.copyOf(exchange.getRequestHeaders()));
    asked.add(now);
    Answer reply = answer.apply(now);
    reply.headers().forEach(exchange.getResponseHeaders()::add);
    byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static byte[] body(HttpExchange exchange) throws IOException {
    boolean compressed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    InputStream in = exchange.getRequestBody();
    return compressed ? new GZIPInputStream(in).readAllBytes() : in.readAllBytes();
  }

  /** Answers like this from now on. */
  public void answer(Function<Request, Answer> answer) {
    this.answer = answer;
  }

  /** Answers everything with a status from now on. */
  public void answer(int status, String body) {
    answer(any -> new Answer(status, body, Map.of()));
  }

  /** Returns all requests so far. */
  public List<Request> requests() {
    return List.copyOf(asked);
  }

  /** Returns its address without a slash at the end. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Returns host and port, as findings name it. */
  public String name() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
