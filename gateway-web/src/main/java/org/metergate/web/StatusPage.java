// SPDX-License-Identifier: Apache-2.0
package org.metergate.web;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.metergate.access.AccessRoom;
import org.metergate.web.access.Credentials;
import org.metergate.web.live.LiveStream;
import org.metergate.web.page.PageSources;
import org.metergate.web.page.PageView;

/**
 * The status page. Paths: {@code /} the page, {@code /live} its events, {@code /api/v1/live} the
 * values as JSON and {@code /health} the document of health. {@code /health} answers 503 while the
 * gateway is not well and 200 otherwise (a meter that is waited for within its usual time is not a
 * fault): it is for a monitor that checks whether readings flow, not for a supervisor that would
 * restart the program, which does not bring back a silent meter.
 *
 * <p>At most eight threads, of which two wait for the journal, one mebibyte of pooled buffers, and
 * 64 connections within the times of {@link ConnectionBounds}.
 */
public final class StatusPage implements AutoCloseable {
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
  private final LiveStream live;
  private final PageSources sources;
  private final Limits limits;
  private final Optional<AccessRoom> room;
  private final StreamWatch streams;
  private final ConnectionBounds bounds;
  private final Map<String, Route> routes = new ConcurrentHashMap<>();
  private volatile WebSettings settings;
  private volatile PageConnector connector;

  private StatusPage(
      WebSettings settings, Optional<AccessRoom> room, PageSources sources, Limits limits) {
    this.settings = settings;
    this.room = room;
    this.sources = sources.withServed(routes::containsKey);
    this.limits = limits;
    this.server = PageServer.create();
    Map<String, StaticFile> files = PageServer.files();
    String build = (files.get("/style.css").tag() + files.get("/page.js").tag()).replace("\"", "");
    PageView page = new PageView(this.sources, build);
    serve(new OverviewRoute(page));
    serve(new MeterRoute(page));
    this.live =
        new LiveStream(
            page::parts,
            build,
            () -> sources.clock().instant().toString(),
            server.getThreadPool(),
            server.getScheduler(),
            limits.live());
    this.streams = new StreamWatch(server.getScheduler());
    Handler handler =
        PageServer.patient(new Compression(new PageHandler(sources, live, files, routes)), routes);
    Gate gate =
        new Gate(
            handler,
            () -> this.settings,
            routes,
            files.keySet(),
            () -> connector.isVouchedFor(),
            new Credentials(room),
            new LogInDesk(room),
            streams);
    this.bounds = new ConnectionBounds(gate, limits.connections(), server.getScheduler());
    server.setHandler(bounds);
    server.setErrorHandler(PageHandler::refuse);
  }

  /**
   * Binds the address of the page, so that a port held by another program is detected before
   * anything else is opened. No request is answered yet: clients wait until {@link #answer}.
   *
   * @param settings where to listen, and who is believed.
   * @param room has the accounts and tokens. While there is none, the page listens on loopback.
   * @param sources read from the first answer on; its {@link LatestValues} notify this page of
   *     changes.
   * @return the page.
   * @throws WebException if the address cannot be bound, or the certificate cannot be read; then
   *     nothing is left open.
   */
  public static StatusPage claim(
      WebSettings settings, Optional<AccessRoom> room, PageSources sources) throws WebException {
    return claim(settings, room, sources, Limits.STANDARD);
  }

  /**
   * As above, for this machine alone.
   *
   * @param address where to listen.
   * @param sources as above.
   * @return the page.
   * @throws WebException as above.
   */
  public static StatusPage claim(WebAddress address, PageSources sources) throws WebException {
    return claim(new WebSettings(address), Optional.empty(), sources, Limits.STANDARD);
  }

  static StatusPage claim(
      WebSettings settings, Optional<AccessRoom> room, PageSources sources, Limits limits)
      throws WebException {
    StatusPage page = new StatusPage(settings, room, sources, limits);
    try {
      page.connector = page.bind(page.wanted());
    } catch (WebException e) {
      page.stop();
      throw e;
    }
    return page;
  }

  private PageConnector bind(WebAddress address) throws WebException {
    return bind(address, PageConnector.identity(settings, address));
  }

  private PageConnector bind(WebAddress address, Optional<WebSettings.Identity> identity)
      throws WebException {
    return new PageConnector(server, address, identity, limits, bounds);
  }

  /**
   * As long as nobody can log in, others could not be told from those who may read, except those
   * for whom Home Assistant vouches.
   */
  private WebAddress wanted() throws WebException {
    WebAddress listen = settings.listen();
    boolean known =
        settings.ingress().isPresent() || room.filter(AccessRoom::hasAnybody).isPresent();
    return known ? listen : listen.onLoopback();
  }

  /**
   * Binds an address and frees it at once, to find out whether a page could listen there.
   *
   * @param address that of others, too.
   * @param sources never read.
   * @throws WebException if it cannot be bound, with a sentence.
   */
  public static void tryOut(WebAddress address, PageSources sources) throws WebException {
    StatusPage page =
        new StatusPage(new WebSettings(address), Optional.empty(), sources, Limits.STANDARD);
    try {
      page.connector = page.bind(address);
    } finally {
      page.stop();
    }
  }

  /**
   * Returns what the page shows.
   *
   * @return for other routes of the same page.
   */
  public PageSources sources() {
    return sources;
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
      WebAddress address = connector.bound();
      stop();
      throw new WebException("The page cannot answer on " + address + ": " + e.getMessage(), e);
    }
    sources.latest().onChange(this::changed);
  }

  /**
   * Listens where others reach it once there is an account or a token, and on loopback again after
   * the last one was removed; ends the streams of those who may no longer read. To be called after
   * each change of accounts and tokens; any thread. Connections are ended when the address changes.
   *
   * @throws WebException if the address cannot be bound: then the page stays where it was.
   */
  public synchronized void accessChanged() throws WebException {
    streams.check();
    WebAddress wanted = wanted();
    PageConnector before = connector;
    if (wanted.equals(before.address())) {
      return;
    }
    // read while the page still answers where it is, since it may take long, or fail
    Optional<WebSettings.Identity> identity = PageConnector.identity(settings, wanted);
    PageMove.run(() -> exchange(before, wanted, identity));
  }

  private void exchange(
      PageConnector before, WebAddress wanted, Optional<WebSettings.Identity> identity)
      throws WebException {
    WebAddress bound = before.bound();
    Optional<WebSettings.Identity> own = before.identity();
    int port = wanted.port() == 0 ? bound.port() : wanted.port();
    before.close();
    try {
      move(new WebAddress(wanted.host(), port), identity);
    } catch (WebException e) {
      move(bound, own);
      throw e;
    }
  }

  private void move(WebAddress address, Optional<WebSettings.Identity> identity)
      throws WebException {
    connector = bind(address, identity);
    if (server.isRunning()) {
      connector.start();
    }
  }

  /**
   * Takes up other names, proxies and what is allowed from this machine, from the next request on;
   * the address and whether there is TLS stay.
   *
   * @param other the settings.
   */
  public void configure(WebSettings other) {
    WebSettings present = settings;
    settings =
        new WebSettings(
            present.listen(),
            other.local(),
            other.names(),
            other.proxies(),
            other.ingress(),
            present.tls() instanceof WebSettings.Tls.On && other.tls() instanceof WebSettings.Tls.On
                ? other.tls()
                : present.tls());
    streams.check();
  }

  /**
   * Reads the certificates again; connections that are open stay.
   *
   * @throws WebException if they cannot be read or used: then the present ones stay.
   */
  public void renewCertificates() throws WebException {
    if (settings.tls() instanceof WebSettings.Tls.On on) {
      connector.renew(on.certificates().read());
    }
  }

  static StatusPage start(WebAddress address, PageSources sources) throws WebException {
    return start(address, sources, Limits.STANDARD);
  }

  static StatusPage start(WebAddress address, PageSources sources, Limits limits)
      throws WebException {
    StatusPage page = claim(new WebSettings(address), Optional.empty(), sources, limits);
    page.answer();
    return page;
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
   * @return for example {@code http://127.0.0.1:8080/}, with the port that was actually bound; on
   *     all addresses of this machine, one that others reach.
   */
  public URI uri() {
    PageConnector present = connector;
    String scheme = present.speaksTls() && isOpenToOthers() ? "https" : "http";
    return URI.create(scheme + "://" + present.bound().reachable() + "/");
  }

  /**
   * Returns whether the page listens on more than loopback.
   *
   * @return false as long as there is no account and no token.
   */
  public boolean isOpenToOthers() {
    return !connector.bound().isLoopback();
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
    if (connector != null) {
      connector.close();
    }
  }
}
