// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.http;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.metergate.output.NetworkFailure;
import org.metergate.spi.finding.Finding;

/**
 * Sends one request after another over one connection that is kept open, and notices when the
 * server is killed, also while nothing is sent. No redirect is followed. A request is repeated once
 * if the server closed a kept connection before it answered: that happens when the time of an idle
 * connection ends as the request leaves. Nothing is open before the first request. One thread
 * sends; at most four others work for it.
 */
public final class HttpSender implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration SILENT_WHILE_ALIVE = Duration.ofMillis(300);
  private static final Duration WHOLE_REQUEST = Duration.ofSeconds(30);

  private final String name;
  private final HttpSettings settings;
  private final ConnectionLossWatch lossWatch;
  private volatile Runnable wake = () -> {};
  private HttpClient client;
  private Object answeredOn;
  private boolean hasAnswered;

  /**
   * Prepares to send.
   *
   * @param name of the output, for its threads.
   * @param settings where to.
   * @param unconfirmedWindow how long a killed server may forget what it accepted: a connection
   *     that breaks later than that does not matter.
   */
  public HttpSender(String name, HttpSettings settings, Duration unconfirmedWindow) {
    this.name = name;
    this.settings = settings;
    this.lossWatch = new ConnectionLossWatch(unconfirmedWindow, this::listens, () -> wake.run());
  }

  /**
   * Sets what is run when the server was killed.
   *
   * @param wake may be run on any thread; returns at once.
   */
  public void whenBroken(Runnable wake) {
    this.wake = wake;
  }

  /**
   * Returns, once for each time, that the server was killed so soon after it accepted something
   * that it may have forgotten it.
   *
   * @return the fault, or nothing.
   */
  public Optional<Finding> takeBreak() {
    return lossWatch.take()
        ? Optional.of(HttpFindings.LOST.with("server", settings.server()))
        : Optional.empty();
  }

  /**
   * Posts.
   *
   * @param uri an address of the server.
   * @param contentType of the body.
   * @param headers more headers; empty for none.
   * @param body whole.
   * @return the result.
   * @throws InterruptedException when the program is stopped meanwhile; the request is aborted
   *     then.
   */
  public HttpAnswer post(URI uri, String contentType, Map<String, String> headers, byte[] body)
      throws InterruptedException {
    lossWatch.beginSending();
    try {
      HttpAnswer answer = attempt(uri, contentType, headers, body);
      return answer == null ? attempt(uri, contentType, headers, body) : answer;
    } finally {
      lossWatch.endSending();
    }
  }

  /** Returns null where the request must be repeated on a new connection. */
  private HttpAnswer attempt(URI uri, String contentType, Map<String, String> headers, byte[] body)
      throws InterruptedException {
    Request request = client().newRequest(uri).method(HttpMethod.POST);
    request.timeout(WHOLE_REQUEST.toMillis(), TimeUnit.MILLISECONDS);
    request.headers(
        fields -> {
          settings.authorization().ifPresent(it -> fields.put("Authorization", it.reveal()));
          headers.forEach(fields::put);
        });
    ResponseHead head = new ResponseHead(lossWatch::willClose);
    request.body(new BytesRequestContent(contentType, body)).send(head);
    try {
      return evaluate(head.await());
    } catch (InterruptedException e) {
      request.abort(e);
      throw e;
    } catch (ExecutionException e) {
      boolean wasKept = answeredOn != null && request.getConnection() == answeredOn;
      answeredOn = null;
      if (wasKept && !head.hasBegun() && isBroken(e.getCause())) {
        return null;
      }
      lossWatch.forget(); // this failure reports it
      return new HttpAnswer.Later(fault(e.getCause()), Duration.ZERO);
    }
  }

  private HttpAnswer evaluate(ResponseHead.Whole whole) {
    hasAnswered = true;
    answeredOn = whole.connection().orElse(null);
    HttpAnswer answer =
        HttpAnswer.of(settings.server(), whole.status(), whole.said(), whole.retryAfter());
    if (answer instanceof HttpAnswer.Accepted) {
      whole.connection().ifPresent(lossWatch::accepted);
    }
    return answer;
  }

  private static boolean isBroken(Throwable cause) {
    return cause instanceof EOFException
        || cause instanceof ClosedChannelException
        || cause instanceof SocketException && !(cause instanceof ConnectException);
  }

  /**
   * Returns whether the server still listens. A process that is being killed may close its
   * connections a moment before it stops to listen; a connection made in between is reset. A proxy
   * without a server behind it closes too.
   */
  private boolean listens() {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(settings.url().getHost(), settings.port()),
          (int) CONNECT.toMillis());
      return staysOpen(socket);
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean staysOpen(Socket socket) throws IOException {
    socket.setSoTimeout((int) SILENT_WHILE_ALIVE.toMillis());
    try {
      return socket.getInputStream().read() >= 0;
    } catch (SocketTimeoutException e) {
      return true; // it waits for a request
    }
  }

  private Finding fault(Throwable cause) {
    String server = settings.server();
    Optional<String> distrust = NetworkFailure.distrust(cause);
    if (distrust.isPresent()) {
      return HttpFindings.NOT_TRUSTED.with("server", server, "reason", distrust.get());
    }
    if (hasAnswered && isBroken(cause)) {
      return HttpFindings.LOST.with("server", server);
    }
    if (cause instanceof TimeoutException) {
      return HttpFindings.SILENT.with("server", server, "seconds", WHOLE_REQUEST.toSeconds());
    }
    return HttpFindings.UNREACHABLE.with(
        "server",
        server,
        "reason",
        NetworkFailure.reason(cause, settings.tls().isPresent())
            .orElse("no HTTP server answers there"));
  }

  private HttpClient client() {
    if (client != null) {
      return client;
    }
    QueuedThreadPool threads = new QueuedThreadPool(4, 1, 30_000);
    threads.setName("http-" + name);
    threads.setDaemon(true);
    threads.setReservedThreads(0);
    ClientConnector connector = new ClientConnector();
    connector.setSelectors(1);
    connector.setExecutor(threads);
    connector.setConnectTimeout(CONNECT);
    connector.setByteBufferPool(
        new ArrayByteBufferPool(0, 2048, 32_768, 16, 256 * 1024, 256 * 1024));
    SslContextFactory.Client tls = new SslContextFactory.Client();
    settings.tls().ifPresent(tls::setSslContext);
    connector.setSslContextFactory(tls);
    client = new HttpClient(new HttpClientTransportOverHTTP(connector));
    client.setExecutor(threads);
    client.setMaxConnectionsPerDestination(1);
    client.setFollowRedirects(false);
    client.setIdleTimeout(0); // so that only the server closes it
    client.addBean(lossWatch);
    try {
      client.start();
    } catch (Exception e) {
      throw new IllegalStateException("the HTTP client does not start", e);
    }
    client.getProtocolHandlers().clear(); // HttpAnswer interprets logins and redirects
    client.getContentDecoderFactories().clear();
    client.setUserAgentField(
        new org.eclipse.jetty.http.HttpField(HttpHeader.USER_AGENT, "Metergate"));
    return client;
  }

  /** Releases connection and threads. */
  @Override
  public void close() {
    if (client == null) {
      return;
    }
    lossWatch.end();
    try {
      client.stop();
    } catch (Exception e) {
      System.getLogger(HttpSender.class.getName())
          .log(System.Logger.Level.DEBUG, "the HTTP client did not stop cleanly", e);
    }
  }
}
