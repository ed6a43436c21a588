// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.metergate.core.certificate.CertificateException;
import org.metergate.core.certificate.CertificateSource;
import org.metergate.core.certificate.MadeCertificate;
import org.metergate.core.certificate.PageCertificate;
import org.metergate.web.WebException;

/**
 * Looks once an hour whether a certificate that is made here must be made again, and has the page
 * take it up. On a thread of its own, only where there is such a certificate.
 */
final class CertificateWatch implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("metergate");

  private final Renewal renewal;
  private volatile CertificateSource source;
  private ScheduledExecutorService thread;

  /** Has the page read its certificate again. */
  interface Renewal {
    void run() throws WebException;
  }

  CertificateWatch(CertificateSource source, Renewal renewal) {
    this.source = source;
    this.renewal = renewal;
  }

  void watch(CertificateSource other) {
    source = other;
  }

  synchronized void start() {
    thread =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread made = new Thread(work, "certificate");
              made.setDaemon(true);
              return made;
            });
    thread.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.HOURS);
  }

  /** Makes it again if it is due; a failure is told and tried again an hour later. */
  void look() {
    try {
      if (source instanceof MadeCertificate made && made.isMade() && made.isDue(made.kept())) {
        renewal.run();
      }
    } catch (WebException | CertificateException | RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, e.getMessage());
    }
  }

  /** Returns the fingerprint of the present one; empty if it cannot be read. */
  Optional<String> fingerprint() {
    try {
      PageCertificate present =
          source instanceof MadeCertificate made ? made.kept() : source.read();
      return Optional.of(present.fingerprint());
    } catch (CertificateException e) {
      return Optional.empty();
    }
  }

  @Override
  public synchronized void close() {
    if (thread != null) {
      thread.shutdownNow();
    }
  }
}
