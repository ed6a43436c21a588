// SPDX-License-Identifier: Apache-2.0
package org.metergate.ciphering.trust;

import java.util.HashMap;
import java.util.Map;
import org.metergate.spi.driver.Session;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.finding.Stage;

/** Speaks to a session in the name of one meter. */
public final class Report {
  private final String meter;
  private final Session session;
  private final Map<FindingCode, Finding> bare = new HashMap<>();

  /**
   * Begins to speak.
   *
   * @param meter the configured name.
   * @param session hears it.
   */
  public Report(String meter, Session session) {
    this.meter = meter;
    this.session = session;
  }

  /**
   * Names the meter.
   *
   * @return the configured name.
   */
  public String meter() {
    return meter;
  }

  /**
   * Returns who hears it.
   *
   * @return the session.
   */
  public Session session() {
    return session;
  }

  /**
   * Counts what passed a stage.
   *
   * @param stage of the chain.
   */
  public void passed(Stage stage) {
    session.passed(meter, stage);
  }

  /**
   * Tells a finding without parameters.
   *
   * @param code what kind.
   */
  public void find(FindingCode code) {
    session.find(meter, bare.computeIfAbsent(code, FindingCode::with));
  }

  /**
   * Tells a finding.
   *
   * @param code what kind.
   * @param parameters names and values in turn.
   */
  public void find(FindingCode code, Object... parameters) {
    session.find(meter, code.with(parameters));
  }

  /**
   * Keeps a frame until its keys come.
   *
   * @param frame as it came.
   */
  public void keepUndecoded(byte[] frame) {
    session.keepUndecoded(meter, frame);
  }
}
