// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical;

import org.metergate.spi.driver.Session;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.finding.Stage;

/** Reports to a session on behalf of one meter. */
record Report(String meter, Session session) {

  void passed(Stage stage) {
    session.passed(meter, stage);
  }

  void find(FindingCode code, Object... parameters) {
    session.find(meter, code.with(parameters));
  }

  void find(Finding finding) {
    session.find(meter, finding);
  }
}
