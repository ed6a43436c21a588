// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import org.metergate.config.Section;
import org.metergate.output.TlsTrust;
import org.metergate.spi.option.Secret;

/**
 * Where a server is and how to log in: the keys {@code url}, {@code username}, {@code password},
 * {@code token}, {@code ca} and {@code server-name}.
 *
 * @param url {@code http} or {@code https}, without a login in it.
 * @param authorization the header of that name, where there is a login.
 * @param tls how certificates are checked; empty for a plain connection.
 */
public record HttpSettings(URI url, Optional<Secret> authorization, Optional<SSLContext> tls) {
  /** Used in place of a wrong address, until the section is done. */
  private static final URI NOWHERE = URI.create("http://localhost");

  /**
   * Reads the keys; mistakes are reported to the section.
   *
   * @param section of the output.
   * @param scheme what precedes the token in the header: {@code Token}, {@code Bearer}.
   * @return the settings, valid only after {@link Section#done}.
   */
  public static HttpSettings read(Section section, String scheme) {
    URI url = url(section);
    Optional<String> username = section.optionalText("username");
    Optional<Secret> password = section.secret("password");
    Optional<Secret> token = section.secret("token");
    if (username.isPresent() != password.isPresent()) {
      section.problem(
          username.isPresent() ? "username" : "password",
          "username and password belong together; the other one is missing.");
    }
    if (token.isPresent() && username.isPresent()) {
      section.problem("token", "Give either a token or username and password, not both.");
    }
    Optional<Secret> login =
        token
            .map(secret -> new Secret(scheme + " " + secret.reveal().strip()))
            .or(() -> username.flatMap(user -> password.map(secret -> basic(user, secret))));
    boolean tls = url == NOWHERE || url.getScheme().equalsIgnoreCase("https");
    Optional<SSLContext> trust = TlsTrust.read(section, tls, "https", new KeyManager[0]);
    return new HttpSettings(url, login, trust);
  }

  /** RFC 7617. */
  private static Secret basic(String user, Secret password) {
    byte[] both = (user + ":" + password.reveal()).getBytes(StandardCharsets.UTF_8);
    return new Secret("Basic " + Base64.getEncoder().encodeToString(both));
  }

  private static URI url(Section section) {
    String text = section.text("url");
    if (text.isEmpty()) {
      return NOWHERE;
    }
    try {
      URI url =
          new URI(text.replace("{", "%7B").replace("}", "%7D")); // placeholders of some outputs
      String scheme = String.valueOf(url.getScheme());
      if (url.getRawUserInfo() != null) {
        section.problem(
            "url", "User name and password do not belong here; they have keys of their own.");
        return NOWHERE;
      }
      if (scheme.matches("(?i)https?") && url.getHost() != null && url.getPort() < 65536) {
        return url;
      }
    } catch (URISyntaxException e) {
      // the sentence below never repeats the value, which may be a secret
    }
    section.problem("url", "This is not the address of a server, such as http://server:8086.");
    return NOWHERE;
  }

  /**
   * Returns host and port, for people.
   *
   * @return for example {@code server:8086}.
   */
  public String server() {
    return url.getHost() + ":" + port();
  }

  /**
   * Returns the port, also where the address does not name one.
   *
   * @return 1 to 65535.
   */
  int port() {
    int usual = tls.isPresent() ? 443 : 80;
    return url.getPort() < 0 ? usual : url.getPort();
  }

  /**
   * Returns an address below the configured one, which may have a path of its own behind a proxy.
   *
   * @param pathAndQuery begins with a slash; already escaped.
   * @return the whole address.
   */
  public URI below(String pathAndQuery) {
    String base = url.getScheme() + "://" + url.getRawAuthority();
    String path = url.getRawPath() == null ? "" : url.getRawPath();
    return URI.create(base + path.replaceAll("/+$", "") + pathAndQuery);
  }
}
