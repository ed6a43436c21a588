// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.metergate.config.ConfigDraft;
import org.metergate.config.GatewayConfig;
import org.metergate.config.Location;
import org.metergate.config.Problems;
import org.metergate.config.WebConfig;
import org.metergate.core.backup.NightlyBackups;
import org.metergate.core.certificate.CertificateException;
import org.metergate.health.MessageCatalogue;
import org.metergate.journal.JournalPath;
import org.metergate.latest.LatestValues;
import org.metergate.output.Output;
import org.metergate.output.csv.CsvOutput;
import org.metergate.output.localapi.LocalApiOutput;
import org.metergate.spi.reading.Dimension;
import org.metergate.time.SystemTime;
import org.metergate.web.StatusPage;
import org.metergate.web.WebAddress;
import org.metergate.web.WebException;
import org.metergate.web.page.PageSources;

/**
 * What a gateway needs of the machine to start: the page's address and the journal. Both are looked
 * at before anything is opened, so that {@code check}, {@code run} and {@code reload} report them
 * together with the mistakes in the file.
 */
public final class StartConditions {
  private StartConditions() {}

  /**
   * Adds everything that would keep a gateway from starting.
   *
   * @param draft what would be started; takes the problems.
   * @param held what a running gateway of the same configuration has, which is no problem.
   */
  public static void find(ConfigDraft draft, HeldResources held) {
    GatewayConfig config = draft.config();
    Problems problems = draft.problems();
    held.otherGateway().ifPresent(sentence -> problems.add(config.at("journal.path"), sentence));
    if (!held.journal(config.journal().path())) {
      JournalPath.objection(config.journal().path(), config.hasStandardJournal())
          .ifPresent(sentence -> problems.add(config.at("journal.path"), sentence));
    }
    if (config.web().isPresent() && !problems.below(config.at("web"))) {
      page(config, problems, held);
    }
  }

  /**
   * Returns what does not keep a gateway from starting but will be a fault as soon as it runs:
   * readings wait in the journal meanwhile.
   *
   * @param plan whose outputs are looked at; nothing is opened.
   * @param messages the sentences.
   * @return one sentence with its place for each.
   */
  public static List<String> warnings(GatewayPlan plan, MessageCatalogue messages) {
    List<String> warnings = new ArrayList<>();
    plan.config()
        .backup()
        .flatMap(NightlyBackups::objection)
        .ifPresent(it -> warnings.add(plan.config().at("backup.folder").problem(it)));
    plan.config().web().ifPresent(web -> warnings.addAll(PageSentences.warnings(plan.config())));
    VolatileJournal.warning(plan.config()).ifPresent(warnings::add);
    for (Output output : plan.outputs()) {
      if (output instanceof CsvOutput files) {
        Location at = place(plan.config(), output.info().name());
        files.objection().ifPresent(it -> warnings.add(at.problem(messages.sentence(it))));
      } else if (output instanceof LocalApiOutput served) {
        served.meterUses().stream()
            .filter(use -> !use.asChannel() && isWithoutCurrents(plan, use.meter()))
            .forEach(
                use -> warnings.add(use.at().problem(LocalApiOutput.withoutCurrents(use.meter()))));
      }
    }
    return warnings;
  }

  private static boolean isWithoutCurrents(GatewayPlan plan, String meter) {
    return plan.links().stream()
        .filter(link -> link.meters().contains(meter))
        .anyMatch(link -> !link.driver().mayMeasure(meter, Dimension.CURRENT));
  }

  private static Location place(GatewayConfig config, String output) {
    return config.outputs().stream()
        .filter(one -> one.name().equals(output))
        .findFirst()
        .orElseThrow()
        .settings()
        .location("folder");
  }

  /** Looks at the address as if others could reach it already: a password makes it so. */
  private static void page(GatewayConfig config, Problems problems, HeldResources held) {
    WebConfig web = config.web().orElseThrow();
    PageSettings.objection(web.access())
        .ifPresent(sentence -> problems.add(config.at("web.proxies"), sentence));
    WebAddress listen = new WebAddress(web.host(), web.port());
    try {
      boolean running = held.page(listen.socket());
      // a running gateway has the port, but the address may be new
      tryOut(running ? new WebAddress(web.host(), 0) : listen);
      if (!running && !listen.onLoopback().equals(listen)) {
        tryOut(listen.onLoopback());
      }
      PageSettings settings = PageSettings.of(config, new SystemTime());
      if (settings.certificates().isPresent()) {
        PageSentences.require(settings.certificates().get());
      }
    } catch (WebException e) {
      problems.add(config.at("web.listen"), e.getMessage());
    } catch (CertificateException e) {
      problems.add(config.at("web.tls"), e.getMessage());
    }
  }

  private static void tryOut(WebAddress address) throws WebException {
    StatusPage.tryOut(address, nothingToShow());
  }

  private static PageSources nothingToShow() {
    return new PageSources(
        () -> {
          throw new IllegalStateException("this page answers nothing");
        },
        new LatestValues(),
        meter -> "",
        () -> Instant.EPOCH,
        ZoneOffset.UTC);
  }
}
