// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.metergate.health.FindingListener;
import org.metergate.health.MessageCatalogue;
import org.metergate.journal.Journal;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.finding.FindingCode.Kind;
import org.metergate.spi.finding.Stage;
import org.metergate.spi.time.TimeSource;

/**
 * Writes findings to the log and the journal. A cable with a loose contact changes its state with
 * every frame: what was logged of a meter is not logged again within ten minutes, only counted. But
 * the last line about a fault that holds never reads that it is over. A fault of a port or of its
 * bytes concerns all meters of a link, so that one line names it for all of them; of another
 * finding that many of them have, a few lines are enough.
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
    line(meter, finding, change)
        .filter(line -> shouldLog(line.subject() + " " + finding.code().id(), change))
        .ifPresent(
            line ->
                LOG.log(
                    level(finding, change),
                    line.meters() + ": " + text(finding, change) + line.remark()));
  }

  private Optional<SharedFindings.Line> line(String meter, Finding finding, Change change) {
    FindingCode code = finding.code();
    List<String> link = metersOfLink.apply(meter);
    if (code.kind() != Kind.FAULT || code.stage().compareTo(Stage.BYTES) > 0) {
      return shared.line(meter, finding, change, link);
    }
    int others = Math.max(link.size() - 1, 0);
    String all =
        switch (others) {
          case 0 -> meter;
          case 1 -> link.get(0) + " and " + link.get(1);
          default -> link.get(0) + " and " + others + " more on its link";
        };
    return Optional.of(new SharedFindings.Line(all, all, ""));
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
