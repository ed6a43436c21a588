// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.omnipower;

import java.util.HashMap;
import java.util.Map;
import org.metergate.spi.driver.Session;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.finding.Stage;

/** Speaks to a session in the name of one meter. */
final class Report {
  private final String meter;
  private final Session session;
  private final Map<FindingCode, Finding> bare = new HashMap<>();

  Report(String meter, Session session) {
    this.meter = meter;
    this.session = session;
  }

  String meter() {
    return meter;
  }

  Session session() {
    return session;
  }

  void passed(Stage stage) {
    session.passed(meter, stage);
  }

  void find(FindingCode code) {
    session.find(meter, bare.computeIfAbsent(code, FindingCode::with));
  }

  void find(FindingCode code, Object... parameters) {
    session.find(meter, code.with(parameters));
  }

  void keepUndecoded(byte[] frame) {
    session.keepUndecoded(meter, frame);
  }
}
