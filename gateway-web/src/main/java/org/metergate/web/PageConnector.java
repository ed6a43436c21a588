// SPDX-License-Identifier: Apache-2.0
package org.metergate.web;

import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.security.KeyStoreException;
import java.util.Collections;
import java.util.Optional;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpCompliance.Violation;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.DetectorConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.IO;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * The port of the page. With TLS it answers both: whoever begins to speak TLS is answered so, and
 * the others get plain HTTP, of which the {@link Gate} allows what comes from this machine.
 */
final class PageConnector implements AutoCloseable {
  /**
   * A line ends with both characters. A proxy may take a bare line feed for a part of a value, and
   * with it what a stranger writes for its own headers.
   */
  private static final HttpCompliance WHOLE_LINES =
      HttpCompliance.RFC9110.without(
          "whole-lines", Violation.LF_HEADER_TERMINATION, Violation.LF_CHUNK_TERMINATION);

  private final WebAddress address;
  private final ServerConnector connector;
  private final Optional<SslContextFactory.Server> tls;
  private volatile Optional<WebSettings.Identity> identity;

  /**
   * Binds the port; nothing is answered until {@link #start}.
   *
   * @param server gets the connector.
   * @param address where to listen.
   * @param identity of {@link #identity}.
   * @param limits of each connection.
   * @param bounds counts the connections.
   * @throws WebException if that fails; then nothing is left open.
   */
  PageConnector(
      Server server,
      WebAddress address,
      Optional<WebSettings.Identity> identity,
      StatusPage.Limits limits,
      Connection.Listener bounds)
      throws WebException {
    this.address = address;
    this.identity = identity;
    this.tls = identity.isPresent() ? Optional.of(context(identity.get())) : Optional.empty();
    InetSocketAddress socket = address.socket();
    // no acceptor thread: the selector accepts as well
    this.connector = new ServerConnector(server, null, null, null, 0, 1, protocols());
    connector.setIdleTimeout(limits.idle().toMillis());
    connector.setAcceptQueueSize(4 * limits.connections().connections());
    connector.addEventListener(bounds);
    connector.setHost(socket.getAddress().getHostAddress());
    connector.setPort(socket.getPort());
    try {
      connector.open();
    } catch (IOException | RuntimeException e) {
      close();
      throw new WebException(reason(e), e);
    }
    server.addConnector(connector);
  }

  /**
   * Reads the certificate for an address, which may take seconds: it may have to be made.
   *
   * @return empty without TLS.
   * @throws WebException if it cannot be read or used.
   */
  static Optional<WebSettings.Identity> identity(WebSettings settings, WebAddress address)
      throws WebException {
    if (settings.tls() instanceof WebSettings.Tls.On on && !isInstead(address, settings)) {
      WebSettings.Identity identity = on.certificates().read();
      context(identity);
      return Optional.of(identity);
    }
    return Optional.empty();
  }

  /** On loopback while nobody can log in there is nothing to encrypt, and no certificate yet. */
  private static boolean isInstead(WebAddress address, WebSettings settings) {
    return address.isLoopback() && !address.host().equals(settings.listen().host());
  }

  private ConnectionFactory[] protocols() {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setInputBufferSize(4096);
    http.setOutputBufferSize(16_384);
    http.setRequestHeaderSize(8192);
    http.setResponseHeaderSize(2048);
    http.setHttpCompliance(WHOLE_LINES);
    // any name: the gate compares it, and says what to do about a foreign one
    http.addCustomizer(new SecureRequestCustomizer(false));
    HttpConnectionFactory plain = new HttpConnectionFactory(http);
    if (tls.isEmpty()) {
      return new ConnectionFactory[] {plain};
    }
    SslConnectionFactory encrypted = new SslConnectionFactory(tls.get(), plain.getProtocol());
    return new ConnectionFactory[] {new DetectorConnectionFactory(encrypted), plain, encrypted};
  }

  private static SslContextFactory.Server context(WebSettings.Identity identity)
      throws WebException {
    SslContextFactory.Server context = new SslContextFactory.Server();
    fill(context, identity);
    context.setIncludeProtocols("TLSv1.3", "TLSv1.2");
    context.setRenegotiationAllowed(false);
    context.setSniRequired(false);
    context.setSslSessionCacheSize(64);
    try {
      if (Collections.list(identity.store().aliases()).isEmpty()) {
        throw new KeyStoreException("there is none");
      }
      context.start(); // fails here, while another one is still in use
      return context;
    } catch (Exception e) {
      throw new WebException("The certificate of the page cannot be used: " + e.getMessage(), e);
    }
  }

  private static void fill(SslContextFactory.Server context, WebSettings.Identity identity) {
    context.setKeyStore(identity.store());
    context.setKeyStorePassword(new String(identity.password()));
    context.setKeyManagerPassword(new String(identity.password()));
  }

  /** Takes up other certificates; connections that are open keep theirs. */
  void renew(WebSettings.Identity identity) throws WebException {
    if (tls.isPresent()) {
      context(identity);
      try {
        tls.get().reload(context -> fill((SslContextFactory.Server) context, identity));
        this.identity = Optional.of(identity);
      } catch (Exception e) {
        throw new WebException("The certificate of the page cannot be used: " + e.getMessage(), e);
      }
    }
  }

  /** Answers from now on, if the server does. */
  void start() throws WebException {
    try {
      connector.start();
    } catch (Exception e) {
      throw new WebException(reason(e), e);
    }
  }

  /** Returns where it was to listen. */
  WebAddress address() {
    return address;
  }

  /** Returns where it listens, with the port that was actually bound. */
  WebAddress bound() {
    return new WebAddress(connector.getHost(), connector.getLocalPort());
  }

  boolean speaksTls() {
    return tls.isPresent();
  }

  /** Returns whether browsers may be told to use TLS alone: they could not get past an error. */
  boolean isVouchedFor() {
    return identity.filter(own -> !own.selfMade()).isPresent();
  }

  /** Returns the present certificate; empty without TLS. */
  Optional<WebSettings.Identity> identity() {
    return identity;
  }

  private String reason(Exception e) {
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
    if (cause instanceof BindException && message.contains("assign requested address")) {
      return start
          + "this machine does not have that address; set web.listen to one of its own, or to"
          + " 0.0.0.0:"
          + address.port()
          + " for all of them.";
    }
    return start + message + ".";
  }

  /** Frees the port and ends its connections. */
  @Override
  public void close() {
    try {
      connector.stop();
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
    connector.getServer().removeConnector(connector);
  }
}
