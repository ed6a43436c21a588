// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.metergate.core.health.FindingListener;
import org.metergate.core.health.MessageCatalogue;
import org.metergate.core.journal.Journal;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.finding.FindingCode.Kind;
import org.metergate.spi.time.TimeSource;

/**
 * Writes findings to the log and the journal. A cable with a loose contact changes its mind with
 * every frame: what was said of a meter is not said again within ten minutes, only counted.
 */
final class FindingLog implements FindingListener {
  private static final System.Logger LOG = System.getLogger("metergate");
  private static final Duration QUIET = Duration.ofMinutes(10);

  private final MessageCatalogue messages;
  private final Journal journal;
  private final TimeSource time;
  private final Map<String, Long> lastSaid = new HashMap<>();

  FindingLog(MessageCatalogue messages, Journal journal, TimeSource time) {
    this.messages = messages;
    this.journal = journal;
    this.time = time;
  }

  @Override
  public void changed(String meter, Finding finding, Change change) {
    if (change != Change.ENDED) {
      journal.recordFinding(meter, finding, time.now());
    }
    if (!saidLately(meter + " " + finding.code().id() + " " + change)) {
      LOG.log(level(finding, change), meter + ": " + text(finding, change));
    }
  }

  private synchronized boolean saidLately(String what) {
    long now = time.nanos();
    Long before = lastSaid.get(what);
    if (before != null && now - before < QUIET.toNanos()) {
      return true;
    }
    lastSaid.put(what, now);
    return false;
  }

  private String text(Finding finding, Change change) {
    if (change == Change.ENDED) {
      return "over: " + messages.sentence(finding);
    }
    return messages.sentence(finding)
        + messages.nextStep(finding).map(next -> " " + next).orElse("");
  }

  private static Level level(Finding finding, Change change) {
    return finding.code().kind() == Kind.FAULT && change == Change.BEGAN
        ? Level.WARNING
        : Level.INFO;
  }
}
