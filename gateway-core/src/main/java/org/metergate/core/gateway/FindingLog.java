// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.metergate.health.FindingListener;
import org.metergate.health.MessageCatalogue;
import org.metergate.journal.Journal;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.finding.FindingCode.Kind;
import org.metergate.spi.time.TimeSource;

/**
 * Writes findings to the log and the journal. A cable with a loose contact changes its state with
 * every frame: what was logged of a meter is not logged again within ten minutes, only counted. But
 * the last line about a fault that holds never reads that it is over.
 */
final class FindingLog implements FindingListener {
  private static final System.Logger LOG = System.getLogger("metergate");
  private static final Duration QUIET = Duration.ofMinutes(10);

  private final MessageCatalogue messages;
  private final Journal journal;
  private final TimeSource time;
  private final Map<String, Long> lastLogged = new HashMap<>();
  private final Map<String, Change> lastChange = new HashMap<>();

  FindingLog(MessageCatalogue messages, Journal journal, TimeSource time) {
    this.messages = messages;
    this.journal = journal;
    this.time = time;
  }

  @Override
  public void changed(String meter, Finding finding, Change change) {
    if (change != Change.ENDED) {
      journal.findings().record(meter, messages.redacted(finding), time.now());
    }
    if (shouldLog(meter + " " + finding.code().id(), change)) {
      LOG.log(level(finding, change), meter + ": " + text(finding, change));
    }
  }

  private synchronized boolean shouldLog(String what, Change change) {
    long now = time.nanos();
    Long before = lastLogged.get(what + " " + change);
    boolean hidden = change == Change.BEGAN && lastChange.get(what) == Change.ENDED;
    if (before != null && now - before < QUIET.toNanos() && !hidden) {
      return false;
    }
    lastLogged.put(what + " " + change, now);
    lastChange.put(what, change);
    return true;
  }

  private String text(Finding finding, Change change) {
    if (change == Change.ENDED) {
      return "over: " + messages.sentence(finding);
    }
    return messages.sentenceAndNextStep(finding);
  }

  private static Level level(Finding finding, Change change) {
    return finding.code().kind() == Kind.FAULT && change == Change.BEGAN
        ? Level.WARNING
        : Level.INFO;
  }
}
