// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.metergate.config.GatewayConfig;
import org.metergate.config.WebAccess;
import org.metergate.config.WebConfig;
import org.metergate.core.certificate.CertificateException;
import org.metergate.core.certificate.CertificateFiles;
import org.metergate.core.certificate.CertificateSource;
import org.metergate.core.certificate.MadeCertificate;
import org.metergate.core.certificate.PageCertificate;
import org.metergate.network.AddressRange;
import org.metergate.spi.time.TimeSource;
import org.metergate.web.WebAddress;
import org.metergate.web.WebException;
import org.metergate.web.WebSettings;
import org.metergate.web.access.OwnNames;

/**
 * What the configuration says about the page, as the page takes it.
 *
 * @param settings for the page.
 * @param certificates where its certificate comes from; empty without TLS.
 * @param isLoopback whether only this machine reaches the configured address.
 */
record PageSettings(
    WebSettings settings, Optional<CertificateSource> certificates, boolean isLoopback) {

  /**
   * Reads the settings.
   *
   * @param config has a page.
   * @param time the clock.
   * @throws WebException if the address has an unknown name.
   */
  static PageSettings of(GatewayConfig config, TimeSource time) throws WebException {
    WebConfig web = config.web().orElseThrow();
    WebAddress listen = new WebAddress(web.host(), web.port());
    boolean loopback = listen.socket().getAddress().isLoopbackAddress();
    WebAccess access = web.access();
    Optional<CertificateSource> certificates = certificates(config, loopback, time);
    WebSettings settings =
        new WebSettings(
            listen,
            access.local(),
            new LinkedHashSet<>(access.names()),
            proxies(access),
            access.ingress().map(one -> new WebSettings.Ingress(one.supervisor(), one.mayChange())),
            certificates
                .<WebSettings.Tls>map(source -> new WebSettings.Tls.On(() -> identity(source)))
                .orElseGet(WebSettings.Tls.Off::new));
    return new PageSettings(settings, certificates, loopback);
  }

  private static List<AddressRange> proxies(WebAccess access) {
    return access.proxies().stream().flatMap(text -> AddressRange.parse(text).stream()).toList();
  }

  /** Returns what is wrong with the proxies, if anything is. */
  static Optional<String> objection(WebAccess access) {
    return access.proxies().stream()
        .filter(proxy -> AddressRange.parse(proxy).isEmpty())
        .map(
            proxy ->
                "'" + proxy + "' is not an address or a range, such as 127.0.0.1 or 172.18.0.0/16.")
        .findFirst();
  }

  private static Optional<CertificateSource> certificates(
      GatewayConfig config, boolean loopback, TimeSource time) {
    WebConfig web = config.web().orElseThrow();
    WebAccess.Tls tls = web.access().tls();
    if (tls instanceof WebAccess.Tls.Files files) {
      return Optional.of(new CertificateFiles(files.certificate(), files.key()));
    }
    if (tls instanceof WebAccess.Tls.Off || tls instanceof WebAccess.Tls.Unsaid && loopback) {
      return Optional.empty();
    }
    Path file = config.journal().path().toAbsolutePath().resolveSibling("page-certificate.p12");
    return Optional.of(new MadeCertificate(file, () -> names(web), time));
  }

  /** The names of this machine first; addresses of IPv6 change too often to be in a certificate. */
  private static Set<String> names(WebConfig web) {
    Set<String> names = new LinkedHashSet<>();
    for (String name : OwnNames.names()) {
      if (name.matches("[a-z0-9]([a-z0-9.-]*[a-z0-9])?")) {
        names.add(name);
      }
    }
    names.add("localhost");
    names.addAll(web.access().names());
    for (InetAddress own : OwnNames.addresses()) {
      if (own instanceof Inet4Address && !own.isLinkLocalAddress()) {
        names.add(MadeCertificate.text(own));
      }
    }
    AddressRange.parse(web.host())
        .map(AddressRange::first)
        .filter(address -> !address.isAnyLocalAddress())
        .ifPresent(address -> names.add(MadeCertificate.text(address)));
    return names;
  }

  private static WebSettings.Identity identity(CertificateSource source) throws WebException {
    try {
      PageCertificate read = source.read();
      return new WebSettings.Identity(read.store(), read.password(), read.isSelfMade());
    } catch (CertificateException e) {
      throw new WebException(e.getMessage());
    }
  }
}
