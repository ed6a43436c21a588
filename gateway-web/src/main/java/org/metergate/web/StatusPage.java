// SPDX-License-Identifier: Apache-2.0
package org.metergate.web;

import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.QoSHandler;
import org.eclipse.jetty.util.IO;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.metergate.web.live.LiveStream;
import org.metergate.web.page.PageSources;
import org.metergate.web.page.PageView;

/**
 * The status page on this machine's loopback address. Paths: {@code /} the page, {@code /live} its
 * events, {@code /api/v1/live} the values as JSON and {@code /health} the document of health.
 * {@code /health} answers 503 while the gateway is not well and 200 otherwise (a meter that is
 * waited for within its usual time is not a fault): it is for a monitor that checks whether
 * readings flow, not for a supervisor that would restart the program, which does not bring back a
 * silent meter.
 *
 * <p>At most eight threads, of which two wait for the journal, one mebibyte of pooled buffers, and
 * 64 connections within the times of {@link ConnectionBounds}.
 */
public final class StatusPage implements AutoCloseable {
  /**
   * Repeats a name of a host that cannot be understood in the log, up to 8 kB for each request of
   * any web page; the sender gets a 400. In a field, since a logger without a reference loses its
   * level to the garbage collector.
   */
  private static final Logger BAD_HOSTS = Logger.getLogger("org.eclipse.jetty.util.HostPort");

  static {
    BAD_HOSTS.setLevel(Level.SEVERE);
  }

  private static final int THREADS = 8;
  private static final int JOURNAL_REQUESTS = 2;
  private static final int WAITING_JOURNAL_REQUESTS = 16;
  private static final Duration JOURNAL_WAIT = Duration.ofSeconds(5);
  private static final long POOLED_BYTES = 512 * 1024;

  /**
   * Limits that tests reduce.
   *
   * @param idle how long a connection may transfer nothing before it is closed, a slow reader's
   *     too.
   * @param connections how many there may be, and how long a request may take.
   * @param live of the event stream; its heartbeat must be shorter than {@code idle}.
   */
  record Limits(Duration idle, ConnectionBounds.Limits connections, LiveStream.Limits live) {
    static final Limits STANDARD =
        new Limits(
            Duration.ofSeconds(40), ConnectionBounds.Limits.STANDARD, LiveStream.Limits.STANDARD);
  }

  private final Server server;
  private final ServerConnector connector;
  private final LiveStream live;
  private final PageSources sources;
  private final Map<String, Route> routes = new ConcurrentHashMap<>();

  private StatusPage(PageSources sources, Limits limits) {
    this.sources = sources;
    QueuedThreadPool threads = new QueuedThreadPool(THREADS, 1, 30_000);
    threads.setName("web");
    threads.setReservedThreads(0);
    this.server =
        new Server(
            threads,
            null,
            new ArrayByteBufferPool(0, 2048, 32_768, 32, POOLED_BYTES, POOLED_BYTES));
    // no acceptor thread: the selector accepts as well
    this.connector = new ServerConnector(server, null, null, null, 0, 1, protocol());
    connector.setIdleTimeout(limits.idle().toMillis());
    int connections = limits.connections().connections();
    connector.setAcceptQueueSize(4 * connections);
    server.addConnector(connector);
    Map<String, StaticFile> files =
        Map.of(
            "/style.css", StaticFile.load("style.css", "text/css;charset=utf-8"),
            "/page.js", StaticFile.load("page.js", "text/javascript;charset=utf-8"),
            "/icon.svg", StaticFile.load("icon.svg", "image/svg+xml"));
    String build = (files.get("/style.css").tag() + files.get("/page.js").tag()).replace("\"", "");
    PageView page = new PageView(sources, build);
    this.live =
        new LiveStream(
            page::pageFragments,
            build,
            () -> sources.clock().instant().toString(),
            threads,
            server.getScheduler(),
            limits.live());
    Handler handler = patient(new PageHandler(sources, page, live, files, routes));
    ConnectionBounds bounds =
        new ConnectionBounds(handler, limits.connections(), server.getScheduler());
    connector.addEventListener(bounds);
    server.setHandler(bounds);
    server.setErrorHandler(PageHandler::refuse);
  }

  /** Lets requests wait for the journal without a thread, and refuses those that are too many. */
  private Handler patient(Handler handler) {
    QoSHandler patient = new QoSHandler(handler);
    patient.setMaxRequestCount(JOURNAL_REQUESTS);
    patient.setMaxSuspendedRequestCount(WAITING_JOURNAL_REQUESTS);
    patient.setMaxSuspend(JOURNAL_WAIT);
    patient.include(
        request -> {
          Route route = routes.get(Request.getPathInContext(request));
          return route != null && route.waitsForJournal();
        });
    return patient;
  }

  /**
   * Binds the address of the page, so that a port held by another program is detected before
   * anything else is opened. No request is answered yet: clients wait until {@link #answer}.
   *
   * @param address where to listen: a loopback address.
   * @param sources read from the first answer on; its {@link LatestValues} notify this page of
   *     changes.
   * @return the page.
   * @throws WebException if the address is not a loopback address or cannot be bound; then nothing
   *     is left open.
   */
  public static StatusPage claim(WebAddress address, PageSources sources) throws WebException {
    return claim(address, sources, Limits.STANDARD);
  }

  private static StatusPage claim(WebAddress address, PageSources sources, Limits limits)
      throws WebException {
    InetSocketAddress socket = address.loopback();
    StatusPage page = new StatusPage(sources, limits);
    page.connector.setHost(socket.getAddress().getHostAddress());
    page.connector.setPort(socket.getPort());
    try {
      page.connector.open();
    } catch (Exception e) {
      page.stop();
      throw new WebException(reason(address, e), e);
    }
    return page;
  }

  /**
   * Serves an additional path.
   *
   * @param route replaces one with the same path.
   */
  public void serve(Route route) {
    routes.put(route.path(), route);
  }

  /**
   * Starts to answer requests.
   *
   * @throws WebException if that fails; then the address is free again.
   */
  public void answer() throws WebException {
    try {
      server.start();
    } catch (Exception e) {
      stop();
      WebAddress address = new WebAddress(connector.getHost(), connector.getPort());
      throw new WebException(reason(address, e), e);
    }
    sources.latest().onChange(this::changed);
  }

  static StatusPage start(WebAddress address, PageSources sources) throws WebException {
    return start(address, sources, Limits.STANDARD);
  }

  static StatusPage start(WebAddress address, PageSources sources, Limits limits)
      throws WebException {
    StatusPage page = claim(address, sources, limits);
    page.answer();
    return page;
  }

  private static HttpConnectionFactory protocol() {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setInputBufferSize(4096);
    http.setOutputBufferSize(16_384);
    http.setRequestHeaderSize(8192);
    http.setResponseHeaderSize(2048);
    return new HttpConnectionFactory(http);
  }

  private static String reason(WebAddress address, Exception e) {
    Throwable cause = e.getCause() instanceof IOException ? e.getCause() : e;
    String message = String.valueOf(cause.getMessage());
    String start = "The page cannot listen on " + address + ": ";
    if (message.contains("Permission denied")) {
      return start + "ports below 1024 belong to the system; choose a higher one as web.listen.";
    }
    if (cause instanceof BindException && message.contains("already in use")) {
      return start
          + "another program has taken the port; choose another one as web.listen, or find the"
          + " program with: ss -ltnp 'sport = :"
          + address.port()
          + "'";
    }
    return start + message + ".";
  }

  /**
   * Notifies the page that health may have changed; open pages are updated soon. Returns at once;
   * any thread. Changes without notification are found within two seconds.
   */
  public void changed() {
    live.changed();
  }

  /**
   * Returns the address of the page.
   *
   * @return for example {@code http://127.0.0.1:8080/}, with the port that was actually bound.
   */
  public URI uri() {
    return URI.create(
        "http://" + new WebAddress(connector.getHost(), connector.getLocalPort()) + "/");
  }

  /** Returns how many pages are open. */
  int openPages() {
    return live.clients();
  }

  /** Ends all streams and frees the port. */
  @Override
  public void close() {
    sources.latest().onChange(() -> {});
    live.close();
    stop();
  }

  private void stop() {
    try {
      server.stop();
    } catch (Exception e) {
      System.getLogger(StatusPage.class.getName())
          .log(System.Logger.Level.WARNING, "the page did not stop cleanly", e);
    }
    // It was opened before the server managed it, and without an acceptor Jetty leaves it open.
    Object channel = connector.getTransport();
    connector.close();
    if (channel instanceof Closeable open) {
      IO.close(open);
    }
  }
}
