// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metergate.access.AccessBook;
import org.metergate.access.AccessException;
import org.metergate.config.GatewayConfig;
import org.metergate.core.certificate.CertificateException;
import org.metergate.core.certificate.CertificateFiles;
import org.metergate.core.certificate.CertificateSource;
import org.metergate.core.certificate.MadeCertificate;
import org.metergate.spi.time.TimeSource;
import org.metergate.time.SystemTime;
import org.metergate.web.WebException;

/** What people are told about who reaches the page. */
final class PageSentences {
  /** What to do once the file of accounts can be read. */
  static final String RESTART =
      "Then restart the gateway, which reads it again; until then nobody can log in.";

  private PageSentences() {}

  /**
   * A running gateway has no accounts to change.
   *
   * @param trouble why their file could not be read; empty if there is no page.
   */
  static String noRoom(String trouble) {
    return trouble.isEmpty()
        ? "The running gateway has no page: add 'web: { listen: \"0.0.0.0:8080\" }' to its"
            + " configuration and restart it."
        : trouble + " " + RESTART;
  }

  /** Nobody can log in yet. */
  static String closed() {
    return "Other devices cannot open it as long as nobody can log in: 'metergate password' sets a"
        + " password, 'metergate token add NAME' makes a token for a program.";
  }

  /** Others reach it, and can be listened to. */
  static String plain(PageSettings settings) {
    return settings.settings().proxies().isEmpty()
        ? "It is not encrypted (web.tls: off): who is in the network can read along, and use the tokens"
            + " that he reads. Nobody can log in from there."
        : "It is not encrypted (web.tls: off): only what comes through the proxies of web.proxies"
            + " can be.";
  }

  /** Fails if a certificate cannot be had. */
  static void require(CertificateSource source) throws CertificateException {
    if (source instanceof MadeCertificate made) {
      made.requireTool();
    } else {
      source.read();
    }
  }

  /** Only users of Home Assistant read it, and that encrypts towards their browsers. */
  static String ingress() {
    return "Home Assistant shows the page: 'Open web UI' of the app, or its entry in the side bar.";
  }

  /** Returns what keeps no gateway from starting, each sentence with its place. */
  static List<String> warnings(GatewayConfig config) {
    TimeSource time = new SystemTime();
    List<String> warnings = new ArrayList<>();
    boolean ingress = config.web().orElseThrow().access().ingress().isPresent();
    try {
      PageSettings settings = PageSettings.of(config, time);
      boolean anybody = false;
      try {
        anybody =
            AccessBook.open(AccessCommands.fileOf(config.journal().path()), time).hasAnybody();
        if (!anybody && !settings.isLoopback() && !ingress) {
          warnings.add(
              config
                  .at("web.listen")
                  .problem(
                      "The page is at "
                          + settings.settings().listen().onLoopback()
                          + " for the time being. "
                          + closed()));
        }
      } catch (AccessException e) {
        warnings.add(
            config.at("web.listen").problem(e.getMessage() + " Until then nobody can log in."));
      }
      if (anybody && !settings.isLoopback() && !ingress && settings.certificates().isEmpty()) {
        warnings.add(config.at("web.tls").problem(plain(settings)));
      }
      if (settings.certificates().orElse(null) instanceof CertificateFiles files) {
        Optional<String> ended = files.warning(files.read(), time.now());
        ended.ifPresent(sentence -> warnings.add(config.at("web.tls").problem(sentence)));
      }
    } catch (WebException | CertificateException e) {
      warnings.add(config.at("web").problem(e.getMessage()));
    }
    return warnings;
  }
}
