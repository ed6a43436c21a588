// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metergate.core.plugin.LinkCapability;
import org.metergate.core.plugin.Plugins;
import org.metergate.link.LineMarks;
import org.metergate.link.SerialLinkProvider;
import org.metergate.setup.cause.Cause;
import org.metergate.setup.probe.ContactProbe;
import org.metergate.setup.probe.LineByte;
import org.metergate.setup.probe.LinkLine;
import org.metergate.setup.probe.Probe;
import org.metergate.setup.probe.ProbeDriver;
import org.metergate.setup.probe.Sureness;
import org.metergate.setup.probe.Verdict;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.link.ByteLink;
import org.metergate.spi.link.EdgeLink;
import org.metergate.spi.link.Host;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkException;
import org.metergate.spi.link.LinkFindings;
import org.metergate.spi.link.LinkProvider;
import org.metergate.spi.link.LinkUri;

/** Opens a link for a probe, with marks where the port can show them, and closes it. */
final class LinkProbe {
  private static final LineSettings FIRST = LineSettings.eightNone(19_200);

  private final Installation installation;
  private final ConfigFile config;
  private final PrintWriter err;
  private final StopSignal stopSignal;
  private final List<ProbeDriver> drivers;

  LinkProbe(Installation installation, ConfigFile config, PrintWriter err, StopSignal stopSignal) {
    this.installation = installation;
    this.config = config;
    this.err = err;
    this.stopSignal = stopSignal;
    this.drivers =
        ProbeDriver.of(installation.plugins().drivers().stream().map(Plugins::unguarded).toList());
  }

  /** Probes one link; what prevents that is a verdict too, but wrong usage ends the command. */
  Verdict probe(LinkUri uri, boolean listenOnly, Duration watch) throws InterruptedException {
    Optional<Verdict> held = GatewayPort.held(uri, config);
    if (held.isPresent()) {
      return held.get();
    }
    LinkProvider provider = installation.link(uri);
    Host host = new RemarkingHost(installation, err);
    try {
      if (carriesEdges(provider, uri)) {
        return watch(LinkCapability.edges(provider, uri).openEdges(uri, host), uri, host, watch);
      }
      boolean marked = marked(provider, uri);
      try (ByteLink open = open(provider, uri, host, marked)) {
        StoppableLine line = line(open, host, settable(uri), marked);
        err.println("Listening to " + uri + "; Ctrl-C ends it.");
        ProbeSteps steps = new ProbeSteps(err);
        Verdict verdict = new Probe(line, drivers, listenOnly, host, steps).run();
        return finished(
            verdict, line.lost().orElse(LinkFindings.LINK_LOST.with("port", uri.target())));
      }
    } catch (LinkException e) {
      return refused(e);
    }
  }

  private Verdict watch(EdgeLink open, LinkUri uri, Host host, Duration watch)
      throws InterruptedException {
    try (open) {
      err.println("Watching " + uri + " for at most " + watch.toSeconds() + " s; Ctrl-C ends it.");
      Verdict verdict = ContactProbe.watch(open, host, watch, stopSignal::reached);
      if (stopSignal.reached()) {
        throw new InterruptedException();
      }
      return finished(verdict, LinkFindings.LINK_LOST.with("port", uri.target()));
    }
  }

  /** Adds the sentences of the finding with which a link was lost. */
  private Verdict finished(Verdict verdict, Finding lost) {
    return verdict.cause() == Cause.PORT_LOST
        ? reason(Cause.PORT_LOST, installation.sentence(lost))
        : verdict;
  }

  private Verdict refused(LinkException e) {
    if (e.finding().code().equals(LinkFindings.BAD_LINK)) {
      throw installation.refusal(e);
    }
    return reason(Cause.PORT_CLOSED, installation.sentence(e.finding()));
  }

  private static Verdict reason(Cause cause, String sentence) {
    return new Verdict(
        cause, Sureness.SURE, Map.of("reason", sentence), Map.of(), Optional.empty(), List.of());
  }

  private static boolean carriesEdges(LinkProvider provider, LinkUri uri) {
    try {
      LinkCapability.bytes(provider, uri).check(uri);
      return false;
    } catch (LinkException e) {
      try {
        LinkCapability.edges(provider, uri).checkEdges(uri);
        return true;
      } catch (LinkException neither) {
        return false; // opening the link as bytes then reports the first refusal
      }
    }
  }

  /** A request line on the header needs a link around the port, which opens it without marks. */
  private static boolean marked(LinkProvider provider, LinkUri uri) {
    return provider instanceof SerialLinkProvider
        && !uri.parameter("request").orElse("").startsWith("gpio");
  }

  /**
   * Neither a raw connection nor a recording has settings; on a pseudo-terminal they do nothing.
   */
  private static boolean settable(LinkUri uri) {
    boolean serial = uri.scheme().equals("serial");
    return !uri.scheme().equals("tcp")
        && !uri.scheme().equals("replay")
        && !(serial && GatewayPort.device(uri.target()).startsWith("/dev/pts/"));
  }

  private static ByteLink open(LinkProvider provider, LinkUri uri, Host host, boolean marked)
      throws LinkException, InterruptedException {
    return marked && provider instanceof SerialLinkProvider serial
        ? serial.openMarked(uri, FIRST)
        : LinkCapability.bytes(provider, uri).open(uri, FIRST, host);
  }

  private StoppableLine line(ByteLink open, Host host, boolean settable, boolean marked) {
    LinkLine line =
        marked
            ? new LinkLine(open, host, settable, LinkProbe::marks)
            : LinkLine.unmarked(open, host, settable);
    return new StoppableLine(line, stopSignal);
  }

  private static LinkLine.Marks marks() {
    LineMarks marks = new LineMarks();
    return (bytes, count, nanos) ->
        marks.read(bytes, count).stream().map(mark -> byteOf(mark, nanos)).toList();
  }

  private static LineByte byteOf(LineMarks.Mark mark, long nanos) {
    LineByte.Kind kind =
        switch (mark.kind()) {
          case GOOD -> LineByte.Kind.GOOD;
          case DAMAGED -> LineByte.Kind.DAMAGED;
          case BREAK -> LineByte.Kind.BREAK;
        };
    return new LineByte(nanos, mark.value(), kind);
  }
}
