// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.page;

import static org.metergate.web.page.PageTexts.text;

import org.metergate.spi.reading.Dimension;
import org.metergate.spi.reading.Measurement;
import org.metergate.spi.reading.Quantity;
import org.metergate.web.html.Html;
import org.metergate.web.html.Layout;
import org.metergate.web.html.Visitor;

/** Writes the form that decides the scale of counters that wait for it. */
final class ScaleForm {
  private ScaleForm() {}

  /** Writes nothing where no counter waits, or for a visitor who may not change anything. */
  static void write(Html html, MeterScene scene, Visitor visitor) {
    if (!visitor.mayChange() || !waits(scene)) {
      return;
    }
    html.open("section", "id", "scale", "class", "card", "aria-labelledby", "scale-h");
    html.element("h2", text("scale"), "id", "scale-h");
    html.element("p", text("scale.why"), "class", "hint");
    html.open("form", "class", "plain more", "method", "post", "action", "scale");
    Layout.token(html, visitor);
    html.open("input", "type", "hidden", "name", "meter", "value", scene.report().meter());
    html.open("label").element("span", text("scale.reading"));
    html.open(
        "input", "name", "reading", "inputmode", "decimal", "autocomplete", "off", "required", "");
    html.close("label").element("button", text("scale.decide")).close("form").close("section");
  }

  private static boolean waits(MeterScene scene) {
    return scene.readings().shown().stream()
        .flatMap(meter -> meter.values().stream())
        .anyMatch(value -> waits(value.measurement()));
  }

  private static boolean waits(Measurement measurement) {
    return measurement.value() == null
        && measurement.unit() != null
        && measurement.quantity().kind() == Quantity.Kind.COUNTER
        && measurement.quantity().dimension() == Dimension.ENERGY;
  }
}
