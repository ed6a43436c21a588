// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.page;

import static org.metergate.web.page.PageTexts.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metergate.health.HealthDocument;
import org.metergate.health.MeterReport;
import org.metergate.spi.option.NearestName;
import org.metergate.web.html.Html;
import org.metergate.web.html.Layout;
import org.metergate.web.html.PageFragment;
import org.metergate.web.html.TimeFormat;
import org.metergate.web.html.Visitor;

/**
 * Renders the overview and the page of each meter, whole or as the parts that are updated while
 * they are open, from the present state of the sources. Any thread.
 */
public final class PageView {
  /** More meters are a table. */
  static final int MOST_CARDS = 6;

  /** The name of the overview among the pages that are updated; the others are those of meters. */
  public static final String OVERVIEW = "";

  private static final int REFRESH_SECONDS = 10;

  /** So many names are listed where one is wrong. */
  private static final int NAMED = 20;

  private final PageSources sources;
  private final String build;

  /**
   * Creates the view; the sources are only read when a page is rendered.
   *
   * @param sources what is shown.
   * @param build changes with the style sheet and the script, so that a page that is open while the
   *     program is replaced reloads itself.
   */
  public PageView(PageSources sources, String build) {
    this.sources = sources;
    this.build = build;
  }

  /**
   * Returns the parts of a page as they are at present.
   *
   * @param page {@link #OVERVIEW}, or the name of a meter.
   * @return in the order of the page; empty if there is no such meter.
   */
  public List<PageFragment> parts(String page) {
    HealthDocument health = sources.health().get();
    if (!page.equals(OVERVIEW)) {
      return meter(health, page).map(meter -> meterParts(health, meter)).orElse(List.of());
    }
    TimeFormat times = times();
    List<PageFragment> parts = new ArrayList<>();
    parts.add(summary(times).of(health));
    parts.addAll(meters(scenes(health), health, times));
    parts.add(new OutputCard(times).write(health.outputs()));
    return parts;
  }

  /**
   * Returns the overview, complete without a script.
   *
   * @param visitor for whom.
   * @param fields {@code q} and {@code state} choose among many meters.
   * @return the document.
   */
  public String overview(Visitor visitor, Map<String, String> fields) {
    HealthDocument health = sources.health().get();
    TimeFormat times = times();
    List<MeterScene> scenes = scenes(health);
    List<PageFragment> meters = meters(scenes, health, times);
    return page(
        "",
        Layout.Section.NOW,
        visitor,
        html -> {
          html.take(summary(times).of(health));
          if (scenes.isEmpty()) {
            sources.firstSteps().get().write(html);
          } else if (scenes.size() > MOST_CARDS) {
            MeterList.write(html, scenes, meters, MeterList.Filter.of(fields));
          } else {
            meters.forEach(html::take);
          }
          html.take(new OutputCard(times).write(health.outputs()));
        });
  }

  /**
   * Returns the page of a meter, complete without a script.
   *
   * @param name of the meter.
   * @param visitor for whom; one who may change something also gets the forms for it.
   * @return the document; empty if there is no such meter.
   */
  public Optional<String> meter(String name, Visitor visitor) {
    HealthDocument health = sources.health().get();
    return meter(health, name)
        .map(
            meter ->
                page(
                    name,
                    Layout.Section.OTHER,
                    visitor,
                    html -> {
                      meterParts(health, meter).forEach(html::take);
                      ScaleForm.write(html, scene(meter), visitor);
                    }));
  }

  /**
   * Returns the page in place of one of a meter that there is not.
   *
   * @param name that there is not.
   * @param visitor for whom.
   * @return the document, with the name that was probably meant, or with some that there are.
   */
  public String unknownMeter(String name, Visitor visitor) {
    String sentence = unknown(name);
    String title = text("unknown");
    return sources
        .layout(build)
        .page(
            new Layout.Head(title, Layout.Section.OTHER),
            visitor,
            html -> {
              html.open("section", "class", "card").element("h2", title);
              html.element("p", sentence, "class", "empty");
              html.open("p", "class", "more").element("a", text("back"), "href", "./");
              html.close("p").close("section");
            });
  }

  private String unknown(String name) {
    List<String> names = sources.health().get().meters().stream().map(MeterReport::meter).toList();
    if (names.isEmpty()) {
      return text("unknown.none", "name", name);
    }
    return NearestName.to(name, names)
        .map(near -> text("unknown.near", "name", name, "near", near))
        .orElseGet(
            () -> {
              String some = String.join(", ", names.subList(0, Math.min(names.size(), NAMED)));
              return text(
                  names.size() > NAMED ? "unknown.some" : "unknown.all",
                  "name",
                  name,
                  "names",
                  some);
            });
  }

  private String page(
      String title,
      Layout.Section section,
      Visitor visitor,
      java.util.function.Consumer<Html> main) {
    Layout.Head head =
        new Layout.Head(title, section, List.of(), List.of("page.js"), REFRESH_SECONDS);
    return sources.layout(build).page(head, visitor, main);
  }

  private List<PageFragment> meters(
      List<MeterScene> scenes, HealthDocument health, TimeFormat times) {
    boolean table = scenes.size() > MOST_CARDS;
    return scenes.stream()
        .map(
            scene ->
                table
                    ? MeterList.row(scene, times)
                    : new MeterCard(scene, times).write(health.outputs(), false))
        .toList();
  }

  private List<PageFragment> meterParts(HealthDocument health, MeterReport meter) {
    TimeFormat times = times();
    MeterScene scene = scene(meter);
    List<PageFragment> parts = new ArrayList<>();
    parts.add(summary(times).of(meter));
    CauseView.write(sources.causes().apply(meter)).ifPresent(parts::add);
    parts.add(new MeterCard(scene, times).write(health.outputs(), true));
    new ValueTable(times).write(scene.readings()).ifPresent(parts::add);
    return parts;
  }

  private static Optional<MeterReport> meter(HealthDocument health, String name) {
    return health.meters().stream().filter(meter -> meter.meter().equals(name)).findFirst();
  }

  /** Returns all meters, the faulty ones first, else in the order of the file. */
  private List<MeterScene> scenes(HealthDocument health) {
    return health.meters().stream()
        .sorted(Comparator.comparing(MeterReport::state).reversed())
        .map(this::scene)
        .toList();
  }

  private MeterScene scene(MeterReport meter) {
    String name = meter.meter();
    return new MeterScene(
        meter,
        sources.labelOf().apply(name),
        sources.linkOf().apply(name),
        new MeterReadings(sources.latest().of(name), sources.units()),
        sources.today().of(name),
        sources.served().test("/history"));
  }

  private SummaryView summary(TimeFormat times) {
    return new SummaryView(times, sources.served().test("/events"));
  }

  private TimeFormat times() {
    return new TimeFormat(sources.clock().instant(), sources.zone());
  }
}
