// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Optional;
import org.metergate.web.history.data.BarSeries;
import org.metergate.web.history.data.Growth;
import org.metergate.web.history.data.Interval;
import org.metergate.web.history.data.MeterPart;
import org.metergate.web.history.data.MeterView;
import org.metergate.web.history.data.Peak;
import org.metergate.web.history.data.Row;
import org.metergate.web.history.data.SelfUse;

/** The numbers of a view as JSON: the rows of its tables, its sums, peaks and self-use. */
final class ViewJson {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  private final JsonGenerator json;
  private final ViewRows rows;

  private ViewJson(JsonGenerator json, ViewRows rows) {
    this.json = json;
    this.rows = rows;
  }

  static String of(HistoryAddress address, MeterView view) {
    StringWriter text = new StringWriter(16_384);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      new ViewJson(json, new ViewRows(view)).write(address, view);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return text.append('\n').toString();
  }

  private void write(HistoryAddress address, MeterView view) throws IOException {
    json.writeStartObject();
    json.writeStringField("meter", address.meter());
    json.writeStringField("view", address.span().label());
    json.writeStringField("every", view.question().period().every().label());
    json.writeStringField("zone", view.question().period().zone().getId());
    interval(view.question().period().whole());
    json.writeArrayFieldStart("rows");
    for (Row row : view.rows()) {
      json.writeStartObject();
      for (ViewRows.Cell cell : rows.cells(row)) {
        cell(cell);
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    sums(view);
    if (view.selfUse().isPresent()) {
      selfUse(view.selfUse().get());
    }
    json.writeEndObject();
  }

  private void cell(ViewRows.Cell cell) throws IOException {
    if (cell.value() instanceof BigDecimal number) {
      json.writeNumberField(cell.name(), number);
    } else if (cell.value() instanceof Long number) {
      json.writeNumberField(cell.name(), number);
    } else if (cell.value() instanceof Boolean flag) {
      json.writeBooleanField(cell.name(), flag);
    } else {
      json.writeStringField(cell.name(), (String) cell.value());
    }
  }

  private void interval(Interval at) throws IOException {
    json.writeStringField("from", rows.time(at.from()));
    json.writeStringField("to", rows.time(at.to()));
  }

  private void number(String name, Optional<BigDecimal> number) throws IOException {
    if (number.isPresent()) {
      json.writeNumberField(name, number.get());
    } else {
      json.writeNullField(name);
    }
  }

  private void sums(MeterView view) throws IOException {
    json.writeArrayFieldStart("sums");
    for (MeterPart part : view.parts()) {
      for (Iterable<BarSeries> group : part.bars().values()) {
        for (BarSeries series : group) {
          sum(series);
        }
      }
    }
    json.writeEndArray();
  }

  private void sum(BarSeries series) throws IOException {
    json.writeStartObject();
    json.writeStringField("identifier", series.of().meter().identifier());
    json.writeStringField("quantity", series.of().quantity());
    json.writeStringField("unit", series.of().unit().ascii());
    growth("used", series.total());
    growth("before", series.comparison().flatMap(other -> other.total()));
    growth("so_far", series.comparison().flatMap(other -> other.soFar()));
    growth("so_far_before", series.comparison().flatMap(other -> other.soFarBefore()));
    number("difference", series.comparison().flatMap(other -> other.difference()));
    number("percent", series.comparison().flatMap(other -> other.percent()));
    json.writeArrayFieldStart("peaks");
    for (Peak peak : series.peaks()) {
      json.writeStartObject();
      interval(peak.of());
      number("power", peak.power());
      json.writeStringField("unit", peak.unit().ascii());
      json.writeStringField("at", peak.at().map(at -> rows.time(at.from())).orElse(null));
      json.writeNumberField("known", peak.known());
      json.writeNumberField("asked", peak.asked());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void growth(String name, Optional<Growth> growth) throws IOException {
    if (growth.isEmpty()) {
      json.writeNullField(name);
      return;
    }
    json.writeObjectFieldStart(name);
    interval(growth.get().over());
    json.writeNumberField("used", growth.get().used());
    json.writeNumberField("coverage", growth.get().coverage());
    json.writeBooleanField("complete", growth.get().complete());
    json.writeBooleanField("estimated", growth.get().estimated());
    json.writeEndObject();
  }

  private void selfUse(SelfUse of) throws IOException {
    json.writeObjectFieldStart("self_use");
    json.writeStringField("unit", of.unit().ascii());
    json.writeNumberField("known", of.known());
    json.writeNumberField("asked", of.asked());
    if (of.total().isPresent()) {
      json.writeObjectFieldStart("total");
      share(of.total().get());
      json.writeEndObject();
    }
    json.writeArrayFieldStart("rows");
    for (SelfUse.Share share : of.shares()) {
      json.writeStartObject();
      share(share);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void share(SelfUse.Share share) throws IOException {
    interval(share.at());
    number("produced", share.produced());
    number("imported", share.imported());
    number("exported", share.exported());
    number("self_used", share.used());
    number("self_use_percent", share.selfUse());
    number("self_sufficiency_percent", share.selfSufficiency());
  }
}
