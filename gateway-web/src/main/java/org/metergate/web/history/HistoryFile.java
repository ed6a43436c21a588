// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.metergate.journal.JournalException;
import org.metergate.web.Route;
import org.metergate.web.history.data.MeterView;

/** The numbers of a view as a file, with the parameters of its page. Waits for the journal. */
final class HistoryFile implements Route {
  private static final int LONGEST_NAME = 40;

  private final Views views;
  private final Form form;

  /** How the numbers are written. */
  enum Form {
    JSON("application/json"),
    CSV("text/csv;charset=utf-8");

    private final String type;

    Form(String type) {
      this.type = type;
    }

    private String ending() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  HistoryFile(Views views, Form form) {
    this.views = views;
    this.form = form;
  }

  @Override
  public String path() {
    return "/" + HistoryAddress.PAGE + "." + form.ending();
  }

  @Override
  public boolean waitsForJournal() {
    return true;
  }

  @Override
  public Answer answer(Request request) {
    try {
      Views.Found found = views.find(request.fields());
      // the file of a meter of which nothing was stored yet has no rows, as that of an empty time
      MeterView view = found.view().orElseGet(() -> MeterView.empty(found.question(), views.now()));
      String text =
          form == Form.JSON ? ViewJson.of(found.address(), view) : new ViewRows(view).csv();
      Map<String, String> headers =
          form == Form.JSON
              ? Map.of()
              : Map.of(
                  "Content-Disposition", "attachment; filename=\"" + name(found.address()) + '"');
      return new Answer(200, form.type, headers, text.getBytes(StandardCharsets.UTF_8));
    } catch (HistoryException e) {
      return refusal(e.status(), e.getMessage());
    } catch (JournalException e) {
      return refusal(503, e.getMessage());
    }
  }

  private static Answer refusal(int status, String sentence) {
    byte[] text = (sentence + "\n").getBytes(StandardCharsets.UTF_8);
    return new Answer(status, "text/plain;charset=utf-8", text);
  }

  /** A name that is safe in a header and on every disk. */
  private static String name(HistoryAddress address) {
    String meter = address.meter().replaceAll("[^A-Za-z0-9]+", "-");
    String shorter = meter.substring(0, Math.min(LONGEST_NAME, meter.length()));
    String span = address.span().label();
    String at =
        switch (address.span()) {
          case YEARS -> "all";
          default -> SpanText.write(address.span(), address.first());
        };
    return "history-" + shorter + "-" + span + "-" + at + ".csv";
  }
}
