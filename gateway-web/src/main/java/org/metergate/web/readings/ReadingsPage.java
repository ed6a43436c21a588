// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.readings;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import org.metergate.journal.JournalException;
import org.metergate.journal.rollup.CounterAt;
import org.metergate.web.Route;
import org.metergate.web.api.CounterReading;
import org.metergate.web.api.MeterCounters;
import org.metergate.web.api.Moment;
import org.metergate.web.api.ReadingsTable;
import org.metergate.web.html.CountFormat;
import org.metergate.web.html.Html;
import org.metergate.web.html.Layout;

/** {@code /readings?at=…}: one row a meter with its counters at a moment, and a form for it. */
final class ReadingsPage implements Route {
  private final ReadingsSources sources;
  private final ReadingsTime times;

  ReadingsPage(ReadingsSources sources) {
    this.sources = sources;
    this.times = new ReadingsTime(ReadingsPages.TEXTS, sources.zone());
  }

  @Override
  public String path() {
    return "/readings";
  }

  @Override
  public boolean isForPeople() {
    return true;
  }

  @Override
  public boolean waitsForJournal() {
    return true;
  }

  @Override
  public Answer answer(Request request) {
    Instant now = sources.clock().instant();
    AskedReadings asked =
        AskedReadings.of(request.fields(), sources.zone(), now, text("unknown-parameter"));
    if (asked.moment() instanceof Moment.Mistake mistake) {
      return page(request, 400, html -> refused(html, asked, mistake.sentence()));
    }
    Moment.Known known = (Moment.Known) asked.moment();
    try {
      ReadingsTable table = sources.read(known.instant());
      return page(request, 200, html -> shown(html, asked, known, table));
    } catch (JournalException e) {
      return page(request, 503, html -> refused(html, asked, e.getMessage()));
    }
  }

  private Answer page(Request request, int status, java.util.function.Consumer<Html> main) {
    Layout.Head head = new Layout.Head(text("title"), Layout.Section.READINGS);
    return Answer.html(status, sources.layout().page(head, request.visitor(), main));
  }

  private void refused(Html html, AskedReadings asked, String sentence) {
    html.open("section", "class", "card").open("header").element("h2", text("title"));
    html.close("header").element("p", sentence, "class", "notice broken", "role", "alert");
    form(html, asked);
    html.close("section");
  }

  private void shown(Html html, AskedReadings asked, Moment.Known moment, ReadingsTable table) {
    html.open("section", "class", "card").open("header");
    html.element("h2", text("heading", "moment", times.moment(moment.instant())));
    html.close("header");
    form(html, asked);
    months(html, moment.instant());
    moment.remark().ifPresent(remark -> html.element("p", remark, "class", "notice note"));
    if (table.meters().isEmpty()) {
      html.element("p", text("empty"), "class", "notice").close("section");
      return;
    }
    summary(html, table);
    String at = address(moment.instant());
    html.open("p", "class", "screen-only");
    html.element("a", text("csv"), "href", "readings.csv?at=" + at, "class", "button quiet");
    html.close("p");
    table(html, table);
    html.element("p", text("explained"), "class", "hint").close("section");
  }

  /** With an offset, so that the address means this moment in each zone and on each night. */
  private String address(Instant at) {
    String text = at.atZone(sources.zone()).toOffsetDateTime().toString();
    return text.replace("+", "%2B");
  }

  private void form(Html html, AskedReadings asked) {
    html.open("form", "class", "filter", "action", "readings", "method", "get");
    html.open("label").element("span", text("date"));
    html.open("input", "type", "date", "name", "date", "value", asked.date(), "required", "");
    html.close("label").open("label").element("span", text("time"));
    html.open("input", "type", "time", "name", "time", "value", asked.time());
    html.close("label").element("button", text("show"), "type", "submit").close("form");
  }

  /** Leads to where accounts begin: this month, the one before and the one after, this day. */
  private void months(Html html, Instant moment) {
    ZoneId zone = sources.zone();
    Instant now = sources.clock().instant();
    LocalDate day = LocalDate.ofInstant(moment, zone);
    LocalDate first = day.withDayOfMonth(1);
    boolean begins = first.atStartOfDay(zone).toInstant().equals(moment);
    html.open("nav", "aria-label", text("other-moments")).open("ul", "class", "links");
    link(html, begins ? first.minusMonths(1) : first, now);
    link(html, first.plusMonths(1), now);
    LocalDate today = LocalDate.ofInstant(now, zone);
    html.open("li").element("a", text("today"), "href", "readings?at=" + today).close("li");
    html.open("li").element("a", text("now"), "href", "readings").close("li");
    html.close("ul").close("nav");
  }

  private void link(Html html, LocalDate day, Instant now) {
    if (!day.atStartOfDay(sources.zone()).toInstant().isAfter(now)) {
      html.open("li").element("a", times.date(day), "href", "readings?at=" + day).close("li");
    }
  }

  private void summary(Html html, ReadingsTable table) {
    html.open("ul", "class", "notes");
    for (CounterAt.Basis basis : CounterAt.Basis.values()) {
      count(html, table, Optional.of(basis), "summary." + MeterCounters.word(basis));
    }
    count(html, table, Optional.empty(), "summary.none");
    html.close("ul");
  }

  private void count(Html html, ReadingsTable table, Optional<CounterAt.Basis> basis, String key) {
    long count = table.meters().stream().filter(one -> Objects.equals(one.basis(), basis)).count();
    if (count > 0) {
      String style = basis.equals(Optional.of(CounterAt.Basis.LAST)) ? null : "remark";
      String number = count == 1 ? ".one" : ".many";
      html.element("li", text(key + number, "count", CountFormat.count(count)), "class", style);
    }
  }

  private void table(Html html, ReadingsTable table) {
    html.open("table", "class", "list");
    String at = times.moment(table.moment());
    html.element("caption", text("caption", "moment", at), "class", "visually-hidden");
    html.open("thead").open("tr");
    for (String column : new String[] {"meter", "number", "counters", "reading"}) {
      html.element("th", text("column." + column), "scope", "col");
    }
    html.close("tr").close("thead").open("tbody");
    table.meters().forEach(meter -> row(html, meter, table.moment()));
    html.close("tbody").close("table");
  }

  private void row(Html html, MeterCounters meter, Instant moment) {
    String name = meter.meter().displayName();
    String label = meter.title().label();
    html.open("tr").open("th", "scope", "row").text(label.isEmpty() ? name : label);
    if (!label.isEmpty()) {
      html.text(" ").element("span", name, "class", "hint");
    }
    html.close("th");
    html.open("td", "data-label", text("column.number")).text(number(meter));
    if (!meter.title().model().isEmpty()) {
      html.text(" ").element("span", meter.title().model(), "class", "hint");
    }
    html.close("td");
    html.open("td", "class", "wide", "data-label", text("column.counters"));
    html.open("dl", "class", "facts");
    meter.counters().stream()
        .sorted(Comparator.comparingInt(counter -> ReadingsPages.place(counter.quantity())))
        .forEach(counter -> counter(html, counter));
    html.close("dl").close("td");
    html.open("td", "class", "wide", "data-label", text("column.reading"));
    basis(html, meter, moment);
    html.close("td").close("tr");
  }

  private String number(MeterCounters meter) {
    String identifier = meter.meter().identifier();
    return identifier.isEmpty() ? text("no-number") : identifier;
  }

  private void counter(Html html, CounterReading counter) {
    html.open("div").element("dt", ReadingsPages.label(counter.quantity()));
    html.open("dd").element("span", CountFormat.number(counter.value()), "class", "number");
    html.text("\u00A0").element("span", ReadingsPages.unit(counter.unit()), "class", "unit");
    html.close("dd").close("div");
  }

  /** Says how the values are known, for the one that is known worst. */
  private void basis(Html html, MeterCounters meter, Instant moment) {
    if (meter.read().isEmpty()) {
      html.text(text("basis.none"));
      return;
    }
    Instant read = meter.read().get();
    String at = times.moment(read);
    String age = times.age(MeterCounters.age(read, moment));
    Optional<String> next = meter.next().map(times::moment);
    switch (meter.basis().orElseThrow()) {
      case READ -> html.text(text("basis.read", "time", at));
      case ESTIMATED -> {
        html.element("span", text("basis.estimated"), "class", "badge").text(" ");
        html.text(text("basis.between", "time", at, "next", next.orElse(at)));
      }
      case LAST -> {
        html.element("span", text("basis.last"), "class", "badge").text(" ");
        html.text(text("basis.before", "time", at, "age", age));
        next.ifPresent(time -> html.text(text("basis.resumed", "next", time)));
      }
    }
  }

  private static String text(String key, Object... parameters) {
    return ReadingsPages.TEXTS.of(key, parameters);
  }
}
