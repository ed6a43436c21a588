// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.post;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.metergate.journal.StoredReading;
import org.metergate.output.Delivery;
import org.metergate.output.OutputContext;
import org.metergate.output.OutputHost;
import org.metergate.output.OutputInfo;
import org.metergate.output.PresentOutput;
import org.metergate.output.StateJson;
import org.metergate.output.http.HttpAnswer;
import org.metergate.output.http.HttpFindings;
import org.metergate.output.http.HttpOutput;
import org.metergate.output.http.HttpSettings;
import org.metergate.value.ReadingView;

/**
 * Posts each reading in a request of its own. Three headers identify it: {@code Metergate-Gateway},
 * {@code Metergate-Meter}, and {@code Metergate-Kind}, which is {@code state} for a present value
 * and {@code backlog} for an older one, also for one that may have been posted before.
 */
public final class PostOutput extends HttpOutput implements PresentOutput {
  private final HttpSettings settings;
  private final OutputContext context;
  private boolean everAccepted;
  private Predicate<StoredReading> isPresent = stored -> true;

  PostOutput(
      String name, HttpSettings settings, Duration every, ReadingView view, OutputContext context) {
    super(new OutputInfo(name, PostOutputType.NAME, every, Duration.ZERO, view), settings);
    this.settings = settings;
    this.context = context;
  }

  @Override
  public void attach(OutputHost host) {
    super.attach(host);
    isPresent = host::isPresent;
  }

  @Override
  public boolean countsRepeats() {
    return true;
  }

  @Override
  public Delivery deliver(List<StoredReading> batch) throws InterruptedException {
    for (int i = 0; i < batch.size(); i++) {
      HttpAnswer answer = post(batch.get(i));
      if (answer instanceof HttpAnswer.Later later) {
        return new Delivery.TryAgain(i, later.reason(), later.notBefore());
      } else if (answer instanceof HttpAnswer.Refused refused) {
        return refused(i, batch.get(i), refused);
      } else if (answer instanceof HttpAnswer.TooLarge) {
        return refused(i, batch.get(i), new HttpAnswer.Refused(413, "it is too long"));
      }
      everAccepted = true;
    }
    return new Delivery.Done(batch.size());
  }

  private HttpAnswer post(StoredReading stored) throws InterruptedException {
    String meter = stored.reading().meter().displayName();
    String url =
        settings
            .url()
            .toString()
            .replace("%7Bmeter%7D", meter)
            .replace("%7Bgateway%7D", context.gateway());
    Map<String, String> headers =
        Map.of(
            "Metergate-Gateway",
            context.gateway(),
            "Metergate-Meter",
            meter,
            "Metergate-Kind",
            context.isCurrent(stored.reading()) && isPresent.test(stored) ? "state" : "backlog");
    byte[] body = StateJson.of(stored).getBytes(StandardCharsets.UTF_8);
    return sender.post(URI.create(url), "application/json", headers, body);
  }

  /** A server that has never accepted anything has another reason than the reading. */
  private Delivery refused(int delivered, StoredReading stored, HttpAnswer.Refused refused) {
    if (!everAccepted) {
      HttpAnswer.Later later = refused.always(settings.server());
      return new Delivery.TryAgain(delivered, later.reason(), later.notBefore());
    }
    return new Delivery.Refused(
        delivered,
        HttpFindings.REFUSED.with(
            "count", 1,
            "server", settings.server(),
            "meter", stored.reading().meter().displayName(),
            "what", "reading " + stored.id(),
            "said", refused.said()));
  }
}
