// SPDX-License-Identifier: Apache-2.0
package org.metergate.output;

import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Checks certificates as the Java runtime does, and says which names a certificate has where it was
 * issued for another server. With a name of its own, the certificate must be for that name,
 * whatever the address is. Any thread.
 */
final class ServerNameTrust extends X509ExtendedTrustManager {
  /** Types of alternative names (RFC 5280, section 4.2.1.6). */
  private static final int DNS = 2;

  private static final int IP = 7;
  private static final int NAMES_SHOWN = 5;
  private static final int LONGEST_NAME = 80;

  private final X509ExtendedTrustManager runtime;
  private final Optional<String> serverName;

  /** The certificate is good, but not for this server; the message is half a sentence. */
  static final class WrongNameException extends CertificateException {
    private static final long serialVersionUID = 1L;

    private WrongNameException(String message) {
      super(message);
    }
  }

  private interface Check {
    void run() throws CertificateException;
  }

  /**
   * Prepares.
   *
   * @param runtime checks who signed a certificate, its time and its host name.
   * @param serverName the name that the certificate must have; empty for that of the address.
   */
  ServerNameTrust(X509ExtendedTrustManager runtime, Optional<String> serverName) {
    this.runtime = runtime;
    this.serverName = serverName;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    SSLSession session = socket instanceof SSLSocket tls ? tls.getHandshakeSession() : null;
    check(chain, type, session, () -> runtime.checkServerTrusted(chain, type, socket));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    check(
        chain,
        type,
        engine.getHandshakeSession(),
        () -> runtime.checkServerTrusted(chain, type, engine));
  }

  private void check(X509Certificate[] chain, String type, SSLSession session, Check whole)
      throws CertificateException {
    if (serverName.isPresent()) {
      runtime.checkServerTrusted(chain, type);
      if (!names(chain[0]).stream().anyMatch(name -> covers(name, serverName.get()))) {
        throw wrongName(chain[0], serverName.get());
      }
      return;
    }
    try {
      whole.run();
    } catch (CertificateException e) {
      // throws where the certificate itself is the reason; else only the name is left
      runtime.checkServerTrusted(chain, type);
      String host = session == null ? null : session.getPeerHost();
      throw host == null ? e : wrongName(chain[0], host);
    }
  }

  private static WrongNameException wrongName(X509Certificate certificate, String expected)
      throws CertificateParsingException {
    List<String> names = names(certificate);
    if (names.isEmpty()) {
      return new WrongNameException(
          "it has no alternative names (it is for '"
              + shown(certificate.getSubjectX500Principal().getName())
              + "'), so it is for no server that could be compared with '"
              + expected
              + "'; have it issued again with the server's name as an alternative name");
    }
    List<String> first =
        names.stream().limit(NAMES_SHOWN).map(name -> "'" + shown(name) + "'").toList();
    String more =
        names.size() > first.size() ? " and " + (names.size() - first.size()) + " more" : "";
    return new WrongNameException(
        "it was issued for another host name: for "
            + String.join(", ", first)
            + more
            + ", not for '"
            + expected
            + "'; if that is this server, set server-name to the name in the certificate");
  }

  /** Returns a name without control characters, since it comes from the other side. */
  private static String shown(String name) {
    String printable = name.replaceAll("[^ -~]", "?");
    return printable.length() <= LONGEST_NAME
        ? printable
        : printable.substring(0, LONGEST_NAME - 1) + "…";
  }

  /** Returns the names of hosts and the addresses for which a certificate was issued. */
  private static List<String> names(X509Certificate certificate)
      throws CertificateParsingException {
    Collection<List<?>> all = certificate.getSubjectAlternativeNames();
    List<String> names = new ArrayList<>();
    for (List<?> one : all == null ? List.<List<?>>of() : all) {
      int type = (Integer) one.get(0);
      if (type == DNS || type == IP) {
        names.add(String.valueOf(one.get(1)));
      }
    }
    return names;
  }

  /** RFC 6125: an asterisk stands for exactly one label, the first; addresses must be equal. */
  private static boolean covers(String name, String server) {
    if (isAddress(name) || isAddress(server)) {
      return isAddress(name) && isAddress(server) && address(name).equals(address(server));
    }
    String wanted = server.toLowerCase(Locale.ROOT);
    String given = name.toLowerCase(Locale.ROOT);
    if (!given.startsWith("*.") || given.indexOf('.', 2) < 0) {
      return given.equals(wanted);
    }
    int dot = wanted.indexOf('.');
    return dot > 0 && wanted.substring(dot).equals(given.substring(1));
  }

  private static boolean isAddress(String text) {
    return text.indexOf(':') >= 0 || text.matches("\\d{1,3}(\\.\\d{1,3}){3}");
  }

  /** Brings an address to one form; nothing is asked of a name server. */
  private static String address(String text) {
    try {
      return InetAddress.getByName(text).getHostAddress();
    } catch (UnknownHostException e) {
      return text;
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("a connection is needed to check a server's name");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    runtime.checkClientTrusted(chain, type);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    runtime.checkClientTrusted(chain, type, socket);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    runtime.checkClientTrusted(chain, type, engine);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return runtime.getAcceptedIssuers();
  }
}
