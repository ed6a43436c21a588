// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.localapi;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpCompliance.Violation;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IO;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.metergate.output.localapi.Answer.Problem;
import org.metergate.output.served.Listen;

/**
 * The port: HTTP/1.1, one request for each connection, whole answers with their length. Three
 * threads at most, and nothing blocks one of them: answers are ready when they are asked for, and
 * whoever does not take them is closed.
 */
final class LocalServer implements AutoCloseable {
  /** Repeats names of hosts that cannot be understood in the log; held, so that it keeps this. */
  private static final Logger BAD_HOSTS = Logger.getLogger("org.eclipse.jetty.util.HostPort");

  static {
    BAD_HOSTS.setLevel(Level.SEVERE);
  }

  /** A line ends with both characters, for us as for whatever stands in between. */
  private static final HttpCompliance WHOLE_LINES =
      HttpCompliance.RFC9110.without(
          "whole-lines", Violation.LF_HEADER_TERMINATION, Violation.LF_CHUNK_TERMINATION);

  private static final int THREADS = 3;
  private static final int HEADER_BYTES = 8192;
  private static final long POOLED_BYTES = 128 * 1024;
  private static final Duration IDLE = Duration.ofSeconds(5);

  private final Server server;
  private final ServerConnector connector;
  private final Visits visits;

  /**
   * Opens the port and answers.
   *
   * @param listen where, and for whom.
   * @param answers what is answered.
   * @param hosts under which names.
   * @throws IOException if the port cannot be opened; then nothing is left open.
   */
  LocalServer(Listen listen, Answers answers, HostRule hosts) throws IOException {
    QueuedThreadPool threads = new QueuedThreadPool(THREADS, 1, 30_000);
    threads.setName("local-api");
    threads.setDaemon(true);
    threads.setReservedThreads(0);
    server =
        new Server(
            threads,
            null,
            new ArrayByteBufferPool(0, 1024, 16_384, 32, POOLED_BYTES, POOLED_BYTES));
    visits = new Visits(listen::admits, server.getScheduler());
    // no acceptor thread: the selector accepts as well
    connector = new ServerConnector(server, null, null, null, 0, 1, protocol());
    connector.setIdleTimeout(IDLE.toMillis());
    connector.setAcceptQueueSize(2 * Visits.MOST);
    connector.addEventListener(visits);
    connector.setHost(listen.address().getHostAddress());
    connector.setPort(listen.port());
    server.addConnector(connector);
    server.setHandler(new Front(answers, hosts));
    server.setErrorHandler(LocalServer::refuse);
    try {
      connector.open();
      server.start();
    } catch (Exception e) {
      close();
      throw e instanceof IOException io ? io : new IOException(e.getMessage(), e);
    }
  }

  private static HttpConnectionFactory protocol() {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendDateHeader(false);
    http.setInputBufferSize(2048);
    http.setOutputBufferSize(4096);
    http.setRequestHeaderSize(HEADER_BYTES);
    http.setResponseHeaderSize(1024);
    http.setHttpCompliance(WHOLE_LINES);
    return new HttpConnectionFactory(http);
  }

  /** Answers what is a request. */
  private static final class Front extends Handler.Abstract.NonBlocking {
    private final Answers answers;
    private final HostRule hosts;

    Front(Answers answers, HostRule hosts) {
      this.answers = answers;
      this.hosts = hosts;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      InetAddress local =
          ((InetSocketAddress) request.getConnectionMetaData().getLocalSocketAddress())
              .getAddress();
      String host = request.getHeaders().get(HttpHeader.HOST);
      Answer answer =
          hosts.admits(host, local)
              ? answers.of(request.getMethod(), path(request), hasBody(request))
              : Answer.problem(
                  Problem.FOREIGN_HOST,
                  "This machine is asked by its address or by the name that it announces.",
                  Map.of());
      send(response, callback, answer);
      return true;
    }

    private static String path(Request request) {
      String path = Request.getPathInContext(request);
      return path == null ? "" : path;
    }

    private static boolean hasBody(Request request) {
      return request.getLength() > 0 || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
    }
  }

  private static void send(Response response, Callback callback, Answer answer) {
    response.setStatus(answer.status());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.type());
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.body().length);
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    // a poll every few seconds is not worth a connection that is held open, and what somebody has
    // smuggled behind a request is never read
    response.getHeaders().put(HttpHeader.CONNECTION, "close");
    answer.headers().forEach((name, value) -> response.getHeaders().put(name, value));
    response.write(true, ByteBuffer.wrap(answer.body()), callback);
  }

  /** Answers what never became a request. */
  private static boolean refuse(Request request, Response response, Callback callback) {
    int status = response.getStatus();
    send(response, callback, Answer.refusal(status < 400 || status > 499 ? 400 : status));
    return true;
  }

  /** Returns the port that was opened. */
  int port() {
    return connector.getLocalPort();
  }

  /** Returns how many connections there are. */
  int connections() {
    return visits.count();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      System.getLogger(LocalServer.class.getName())
          .log(System.Logger.Level.WARNING, "a port did not close cleanly", e);
    }
    // It was opened before the server managed it, and without an acceptor Jetty leaves it open.
    Object channel = connector.getTransport();
    connector.close();
    if (channel instanceof Closeable open) {
      IO.close(open);
    }
    server.destroy();
  }
}
