// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.metergate.journal.JournalException;
import org.metergate.web.Route;
import org.metergate.web.history.data.CurveSeries;
import org.metergate.web.history.data.Group;
import org.metergate.web.history.data.MeterPart;
import org.metergate.web.history.data.MeterView;
import org.metergate.web.html.Html;
import org.metergate.web.html.Layout;
import org.metergate.web.html.Visitor;
import org.metergate.web.page.PageSources;

/** The page of a view. Waits for the journal; every mistake in an address is a sentence. */
final class HistoryPage implements Route {
  /** Groups that few look for; they stand closed below the others. */
  private static final List<Group> RARE = List.of(Group.REACTIVE, Group.COUNTERS);

  private static final Layout.Head HEAD =
      new Layout.Head(
          HistoryTexts.text("history"),
          Layout.Section.HISTORY,
          List.of("history.css", "uplot.css"),
          List.of("uplot.js", "history.js"),
          0);

  private final PageSources sources;
  private final Views views;

  HistoryPage(PageSources sources, Views views) {
    this.sources = sources;
    this.views = views;
  }

  @Override
  public String path() {
    return "/" + HistoryAddress.PAGE;
  }

  @Override
  public boolean waitsForJournal() {
    return true;
  }

  @Override
  public boolean isForPeople() {
    return true;
  }

  @Override
  public Answer answer(Request request) {
    try {
      Views.Found found = views.find(request.fields());
      return page(200, request.visitor(), html -> write(html, found));
    } catch (HistoryException e) {
      return page(e.status(), request.visitor(), html -> refusal(html, e.getMessage()));
    } catch (JournalException e) {
      return page(503, request.visitor(), html -> refusal(html, e.getMessage()));
    }
  }

  private Answer page(int status, Visitor visitor, Consumer<Html> main) {
    return Answer.html(status, sources.layout("").page(HEAD, visitor, main));
  }

  private static void refusal(Html html, String sentence) {
    html.open("section", "class", "card");
    html.element("h2", HistoryTexts.text("no-such-view"));
    html.element("p", sentence, "class", "next");
    html.open("p", "class", "next");
    html.element("a", HistoryTexts.text("to-today"), "href", HistoryAddress.PAGE);
    html.close("p").close("section");
  }

  private void write(Html html, Views.Found found) {
    IntervalText times = new IntervalText(sources.zone());
    new ViewBar(found, times, sources).write(html);
    if (found.view().isEmpty()) {
      notice(html, HistoryTexts.text("nothing-stored", "meter", found.address().meter()));
      return;
    }
    MeterView view = found.view().get();
    Scene scene = new Scene(found.address(), view, times);
    boolean any = view.parts().stream().anyMatch(MeterPart::hasNumbers);
    if (view.isFuture()) {
      notice(html, HistoryTexts.text("future"));
    } else if (!any) {
      notice(html, nothingRead(found));
    } else {
      parts(html, scene);
      files(html, found.address());
    }
  }

  private static String nothingRead(Views.Found found) {
    return found
        .known()
        .map(
            years ->
                HistoryTexts.text(
                    "nothing-read",
                    "first",
                    years.first().getYear(),
                    "last",
                    years.end().minusDays(1).getYear()))
        .orElseGet(() -> HistoryTexts.text("nothing-stored", "meter", found.address().meter()));
  }

  private static void notice(Html html, String sentence) {
    html.element("p", sentence, "class", "notice");
  }

  private static void parts(Html html, Scene scene) {
    MeterView view = scene.view();
    view.selfUse().ifPresent(use -> new SelfUseSection(scene, use).write(html));
    for (int i = 0; i < view.parts().size(); i++) {
      MeterPart part = view.parts().get(i);
      if (view.numbers().size() > 1) {
        String number = part.meter().identifier();
        html.element(
            "h2",
            HistoryTexts.text("meter-number", "number", number),
            "class",
            "part",
            "id",
            "p" + i);
      }
      part(html, scene, part, "p" + i);
    }
  }

  private static void part(Html html, Scene scene, MeterPart part, String id) {
    List<BarSection> rare = new ArrayList<>();
    part.bars()
        .forEach(
            (group, all) -> {
              List<BarPicture> pictures = BarPicture.of(group, all);
              for (int i = 0; i < pictures.size(); i++) {
                BarPicture picture = pictures.get(i);
                String name = id + "-" + group.label() + "-" + i;
                BarSection section = new BarSection(scene, picture, name);
                if (RARE.contains(group) || i > 0 && (picture.isIdle() || picture.isOfPhase())) {
                  rare.add(section);
                } else {
                  section.write(html);
                }
              }
            });
    for (Map.Entry<Group, List<CurveSeries>> curves : part.curves().entrySet()) {
      int number = 0;
      for (List<CurveSeries> picture : CurveSection.pictures(curves.getValue())) {
        String name = id + "-" + curves.getKey().label() + "-" + number++;
        new CurveSection(scene, curves.getKey(), picture, name).write(html);
      }
    }
    if (!rare.isEmpty()) {
      html.open("details", "class", "rare").element("summary", HistoryTexts.text("other-counters"));
      rare.forEach(section -> section.write(html));
      html.close("details");
    }
  }

  private static void files(Html html, HistoryAddress address) {
    html.open("p", "class", "files screen-only").text(HistoryTexts.text("these-numbers") + " ");
    String csv = address.write("history.csv");
    html.element("a", HistoryTexts.text("as-csv"), "href", csv).text(" ");
    String json = address.write("history.json");
    html.element("a", HistoryTexts.text("as-json"), "href", json).close("p");
  }
}
