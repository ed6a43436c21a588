// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.web;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.metergate.core.health.MessageCatalogue;
import org.metergate.core.health.OutputHealth;

/** Writes where readings go, how many wait and since when. */
final class OutputCard {
  private final MessageCatalogue messages;
  private final Times times;

  OutputCard(MessageCatalogue messages, Times times) {
    this.messages = messages;
    this.times = times;
  }

  Part write(List<OutputHealth> outputs) {
    Html html = new Html();
    html.open("section", "id", "outputs", "class", "card", "aria-labelledby", "outputs-h");
    html.open("header").element("h2", "Outputs", "id", "outputs-h").close("header");
    if (outputs.isEmpty()) {
      String text = "No output is configured: readings are kept in the journal and shown here.";
      html.element("p", text, "class", "empty");
    }
    outputs.forEach(output -> output(html, output));
    return new Part("outputs", html.close("section").toString());
  }

  private void output(Html html, OutputHealth output) {
    State state = state(output);
    html.open("article", "class", "output " + state.style());
    html.open("h3").text(output.output());
    html.element("span", " " + output.type(), "class", "hint").close("h3");
    html.open("p", "class", "state").sign(state.sign());
    html.text(
        switch (state) {
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
              html.open("p", "class", "hint").text("Since " + times.clock(fault.since()));
              html.text("; nothing is lost, readings wait in the journal.").close("p");
              html.close("div");
            });
    html.open("dl", "class", "facts");
    fact(html, "Delivered", Amounts.count(output.delivered()));
    fact(html, "Waiting", Amounts.count(output.queued()));
    fact(html, "Oldest waiting", output.oldestWaiting());
    fact(html, "Last delivery", output.lastDelivery());
    html.close("dl").close("article");
  }

  private State state(OutputHealth output) {
    if (output.fault().isPresent()) {
      return State.BROKEN;
    }
    if (Summary.behind(output, times.now())) {
      return State.NOTE;
    }
    return output.lastDelivery().isPresent() ? State.GOOD : State.WAITING;
  }

  private static void fact(Html html, String name, String value) {
    html.open("div").element("dt", name).element("dd", value).close("div");
  }

  private void fact(Html html, String name, Optional<Instant> at) {
    html.open("div").element("dt", name).open("dd");
    at.ifPresentOrElse(one -> times.age(html, one), () -> html.text("–"));
    html.close("dd").close("div");
  }
}
