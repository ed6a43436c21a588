// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.live;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.metergate.web.html.PageFragment;

/**
 * Writes the events. The first line of data of each is the gateway's time, from which the page
 * computes ages.
 *
 * <ul>
 *   <li>{@code hello}: the build, then a list of the parts, each with its id and its form, in the
 *       order of the page. A page with other parts or forms loads itself again.
 *   <li>{@code values}: the cells that changed, by part and key. A cell is its text, or a list of
 *       its text (null for none) and its attributes, names and values in turn.
 *   <li>{@code part}: the id of a part whose form changed, then the part.
 *   <li>{@code beat}: nothing; the stream works.
 * </ul>
 *
 * <p>One thread.
 */
final class LiveEvents {
  private static final JsonFactory JSON = new JsonFactory();

  private final String now;
  private final StringBuilder text = new StringBuilder();

  LiveEvents(String now) {
    this.now = now;
  }

  /** Writes what a page misses that has been sent all until some version; all if that is -1. */
  void update(String build, LiveSnapshot picture, long sent) {
    if (sent < 0) {
      text.append("retry: 3000\n\n");
    }
    if (sent < picture.layout()) {
      event("hello", build, json(out -> parts(out, picture)));
    }
    for (LiveSnapshot.Shown shown : picture.shown()) {
      if (sent >= 0 && shown.form() > sent && shown.born() <= sent) {
        event("part", shown.part().id(), shown.part().html());
      }
    }
    String values = json(out -> values(out, picture, sent));
    if (values.length() > 2) {
      event("values", values);
    }
  }

  void beat() {
    // the comment keeps proxies from timing out, the event shows the script that the stream works
    text.append(": heartbeat\n");
    event("beat");
  }

  private static void parts(JsonGenerator out, LiveSnapshot picture) throws IOException {
    out.writeStartArray();
    for (LiveSnapshot.Shown shown : picture.shown()) {
      out.writeStartArray();
      out.writeString(shown.part().id());
      out.writeString(shown.part().form());
      out.writeEndArray();
    }
    out.writeEndArray();
  }

  private static void values(JsonGenerator out, LiveSnapshot picture, long sent)
      throws IOException {
    out.writeStartObject();
    for (LiveSnapshot.Shown shown : picture.shown()) {
      // what came with the form, or comes when the page is loaded again, is not repeated
      if (sent < 0 || shown.form() <= sent) {
        values(out, shown, sent);
      }
    }
    out.writeEndObject();
  }

  private static void values(JsonGenerator out, LiveSnapshot.Shown shown, long sent)
      throws IOException {
    boolean begun = false;
    for (Map.Entry<String, PageFragment.Cell> cell : shown.part().cells().entrySet()) {
      if (shown.cells().get(cell.getKey()) > sent) {
        if (!begun) {
          out.writeObjectFieldStart(shown.part().id());
          begun = true;
        }
        out.writeFieldName(cell.getKey());
        cell(out, cell.getValue().text(), cell.getValue().attributes());
      }
    }
    if (begun) {
      out.writeEndObject();
    }
  }

  private static void cell(JsonGenerator out, String text, List<String> attributes)
      throws IOException {
    if (attributes.isEmpty()) {
      out.writeString(text);
      return;
    }
    out.writeStartArray();
    out.writeString(text);
    for (String attribute : attributes) {
      out.writeString(attribute);
    }
    out.writeEndArray();
  }

  private interface Content {
    void write(JsonGenerator out) throws IOException;
  }

  /** Returns JSON in one line: Jackson escapes the ends of lines. */
  private static String json(Content content) {
    StringWriter line = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(line)) {
      content.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to a string", e);
    }
    return line.toString();
  }

  private void event(String name, String... lines) {
    text.append("event: ").append(name).append("\ndata: ").append(now).append('\n');
    for (String line : lines) {
      text.append("data: ").append(line).append('\n');
    }
    text.append('\n');
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
