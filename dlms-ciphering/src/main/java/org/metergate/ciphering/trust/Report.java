// SPDX-License-Identifier: Apache-2.0
package org.metergate.ciphering.trust;

import java.util.HashMap;
import java.util.Map;
import org.metergate.spi.driver.Session;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.finding.Stage;

/** Reports to a session on behalf of one meter. */
public final class Report {
  private final String meter;
  private final Session session;
  private final Map<FindingCode, Finding> bare = new HashMap<>();

  /**
   * Creates a report.
   *
   * @param meter the configured name.
   * @param session receives it.
   */
  public Report(String meter, Session session) {
    this.meter = meter;
    this.session = session;
  }

  /**
   * Returns the meter.
   *
   * @return the configured name.
   */
  public String meter() {
    return meter;
  }

  /**
   * Returns the session that receives the reports.
   *
   * @return the session.
   */
  public Session session() {
    return session;
  }

  /**
   * Counts a message that passed a stage.
   *
   * @param stage of processing.
   */
  public void passed(Stage stage) {
    session.passed(meter, stage);
  }

  /**
   * Reports a finding without parameters.
   *
   * @param code what kind.
   */
  public void find(FindingCode code) {
    session.find(meter, bare.computeIfAbsent(code, FindingCode::with));
  }

  /**
   * Reports a finding.
   *
   * @param code what kind.
   * @param parameters names and values alternating.
   */
  public void find(FindingCode code, Object... parameters) {
    session.find(meter, code.with(parameters));
  }

  /**
   * Keeps a frame until its keys are configured.
   *
   * @param frame as received.
   */
  public void keepUndecoded(byte[] frame) {
    session.keepUndecoded(meter, frame);
  }
}
