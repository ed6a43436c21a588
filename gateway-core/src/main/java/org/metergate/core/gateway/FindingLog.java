// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.metergate.health.FindingListener;
import org.metergate.health.MessageCatalogue;
import org.metergate.journal.Journal;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.finding.FindingCode.Kind;
import org.metergate.spi.time.TimeSource;

/**
 * Writes findings to the log and the journal. A cable with a loose contact changes its state with
 * every frame: what was logged of a meter is not logged again within ten minutes, only counted. But
 * the last line about a fault that holds never reads that it is over. What many meters of a link
 * have is logged as {@link SharedFindings} says.
 */
final class FindingLog implements FindingListener {
  private static final System.Logger LOG = System.getLogger("metergate");
  private static final Duration QUIET = Duration.ofMinutes(10);

  private final MessageCatalogue messages;
  private final Journal journal;
  private final TimeSource time;
  private final Function<String, List<String>> metersOfLink;
  private final SharedFindings shared = new SharedFindings();
  private final Map<String, Long> lastLogged = new HashMap<>();
  private final Map<String, Change> lastChange = new HashMap<>();

  /** Creates a log of meters that share no link. */
  FindingLog(MessageCatalogue messages, Journal journal, TimeSource time) {
    this(messages, journal, time, List::of);
  }

  /**
   * Creates a log.
   *
   * @param metersOfLink returns all meters on the link of a meter, with itself, in a fixed order;
   *     called on any thread.
   */
  FindingLog(
      MessageCatalogue messages,
      Journal journal,
      TimeSource time,
      Function<String, List<String>> metersOfLink) {
    this.messages = messages;
    this.journal = journal;
    this.time = time;
    this.metersOfLink = metersOfLink;
  }

  @Override
  public void changed(String meter, Finding finding, Change change) {
    if (change != Change.ENDED) {
      journal.findings().record(meter, messages.redacted(finding), time.now());
    }
    shared
        .line(meter, finding, change, metersOfLink.apply(meter))
        .filter(line -> shouldLog(line.subject() + " " + finding.code().id(), change))
        .ifPresent(
            line ->
                LOG.log(
                    level(finding, change),
                    line.meters() + ": " + text(finding, change) + line.remark()));
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
