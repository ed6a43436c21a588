// SPDX-License-Identifier: Apache-2.0
package org.metergate.web;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.metergate.health.MessageCatalogue;
import org.metergate.health.OutputHealth;

/** Writes the outputs: what was delivered, how many readings wait and since when. */
final class OutputCard {
  private final MessageCatalogue messages;
  private final TimeFormat timeFormat;

  OutputCard(MessageCatalogue messages, TimeFormat timeFormat) {
    this.messages = messages;
    this.timeFormat = timeFormat;
  }

  PageFragment write(List<OutputHealth> outputs) {
    Html html = new Html();
    html.open("section", "id", "outputs", "class", "card", "aria-labelledby", "outputs-h");
    html.open("header").element("h2", "Outputs", "id", "outputs-h").close("header");
    if (outputs.isEmpty()) {
      String text = "No output is configured: readings are kept in the journal and shown here.";
      html.element("p", text, "class", "empty");
    }
    outputs.forEach(output -> output(html, output));
    return new PageFragment("outputs", html.close("section").toString());
  }

  private void output(Html html, OutputHealth output) {
    StatusLevel statusLevel = state(output);
    html.open("article", "class", "output " + statusLevel.style());
    html.open("h3").text(output.output());
    html.element("span", " " + output.type(), "class", "hint").close("h3");
    html.open("p", "class", "state").sign(statusLevel.sign());
    html.text(
        switch (statusLevel) {
          case BROKEN -> "Cannot deliver";
          case NOTE -> "Catching up";
          case WAITING -> "Nothing delivered yet";
          default -> "Up to date";
        });
    html.close("p");
    output
        .fault()
        .ifPresent(
            fault -> {
              html.open("div", "class", "fault");
              html.element("p", messages.sentence(fault.finding()));
              MeterCard.next(html, messages.nextStep(fault.finding()));
              html.open("p", "class", "hint").text("Since " + timeFormat.clock(fault.since()));
              html.text("; nothing is lost, readings wait in the journal.").close("p");
              html.close("div");
            });
    html.open("dl", "class", "facts");
    fact(html, "Delivered", CountFormat.count(output.delivered()));
    fact(html, "Waiting", CountFormat.count(output.queued()));
    fact(html, "Oldest waiting", output.oldestWaiting());
    fact(html, "Last delivery", output.lastDelivery());
    html.close("dl").close("article");
  }

  private StatusLevel state(OutputHealth output) {
    if (output.fault().isPresent()) {
      return StatusLevel.BROKEN;
    }
    if (GatewayVerdict.behind(output, timeFormat.now())) {
      return StatusLevel.NOTE;
    }
    return output.lastDelivery().isPresent() ? StatusLevel.GOOD : StatusLevel.WAITING;
  }

  private static void fact(Html html, String name, String value) {
    html.open("div").element("dt", name).element("dd", value).close("div");
  }

  private void fact(Html html, String name, Optional<Instant> at) {
    html.open("div").element("dt", name).open("dd");
    at.ifPresentOrElse(one -> timeFormat.age(html, one), () -> html.text("–"));
    html.close("dd").close("div");
  }
}
