// SPDX-License-Identifier: Apache-2.0
package org.metergate.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.metergate.testing.Await;

/** A headless Chromium, controlled over its DevTools protocol, as far as these tests need it. */
final class Browser implements AutoCloseable, WebSocket.Listener {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");

  private final JsonFactory json = new JsonFactory();
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
  private final StringBuilder partial = new StringBuilder();
  private final Path profile;
  private final Process process;
  private final WebSocket socket;
  private int id;

  /** Finds the program, if this machine has it. */
  static Optional<Path> program() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  Browser(Path program) throws Exception {
    profile = Files.createTempDirectory("metergate-browser");
    List<String> command = new ArrayList<>(List.of(program.toString(), "--headless"));
    command.addAll(List.of("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"));
    command.addAll(List.of("--disable-background-networking", "--disable-component-update"));
    command.addAll(List.of("--disable-sync", "--user-data-dir=" + profile));
    command.addAll(List.of("--remote-debugging-port=0", "about:blank"));
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    HttpClient http = HttpClient.newHttpClient();
    int port =
        Integer.parseInt(Files.readAllLines(await(profile.resolve("DevToolsActivePort"))).get(0));
    URI list = URI.create("http://127.0.0.1:" + port + "/json/list");
    String pages = Http.get(list).body();
    String page =
        "ws://" + pages.replaceFirst("(?s).*\"webSocketDebuggerUrl\": *\"ws://([^\"]+).*", "$1");
    socket =
        http.newWebSocketBuilder().buildAsync(URI.create(page), this).get(20, TimeUnit.SECONDS);
  }

  private static Path await(Path file) throws Exception {
    Await.until("the browser opens its port", () -> Files.exists(file) && Files.size(file) > 0);
    return file;
  }

  /** Opens an address; its content must be awaited. */
  void open(URI uri) throws Exception {
    call("Page.navigate", Map.of("url", uri.toString()));
  }

  /** Sets whether the page is visible or the person has switched to another one. */
  void looking(boolean looking) throws Exception {
    call("Emulation.setFocusEmulationEnabled", Map.of("enabled", looking));
  }

  /** Sets the size of the window, from a small phone to a desktop. */
  void width(int width, int height) throws Exception {
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /** Evaluates an expression and returns it as a text. */
  String evaluate(String expression) throws Exception {
    String answer = call("Runtime.evaluate", Map.of("expression", "String(" + expression + ")"));
    return field(answer, "value");
  }

  /** Sends a command and returns the answer. */
  String call(String method, Map<String, Object> parameters) throws Exception {
    StringWriter text = new StringWriter();
    int requestId = ++id;
    try (JsonGenerator out = json.createGenerator(text)) {
      out.writeStartObject();
      out.writeNumberField("id", requestId);
      out.writeStringField("method", method);
      out.writeObjectFieldStart("params");
      for (Map.Entry<String, Object> entry : parameters.entrySet()) {
        out.writeFieldName(entry.getKey());
        write(out, entry.getValue());
      }
      out.writeEndObject();
      out.writeEndObject();
    }
    socket.sendText(text.toString(), true).get(20, TimeUnit.SECONDS);
    for (String answer; (answer = answers.poll(20, TimeUnit.SECONDS)) != null; ) {
      if (answer.startsWith("{\"id\":" + requestId + ",")) {
        return answer;
      }
    }
    throw new AssertionError("the browser does not answer " + method);
  }

  private static void write(JsonGenerator out, Object value) throws IOException {
    if (value instanceof Boolean flag) {
      out.writeBoolean(flag);
    } else if (value instanceof Integer number) {
      out.writeNumber(number);
    } else if (value instanceof List<?> list) {
      out.writeStartArray();
      for (Object one : list) {
        write(out, one);
      }
      out.writeEndArray();
    } else if (value instanceof Map<?, ?> map) {
      out.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        out.writeFieldName(entry.getKey().toString());
        write(out, entry.getValue());
      }
      out.writeEndObject();
    } else {
      out.writeString(value.toString());
    }
  }

  /** Finds the first text field of that name, at any depth. */
  String field(String answer, String name) throws IOException {
    try (JsonParser in = json.createParser(answer)) {
      for (JsonToken token; (token = in.nextToken()) != null; ) {
        if (token == JsonToken.VALUE_STRING && name.equals(in.currentName())) {
          return in.getText();
        }
      }
    }
    throw new AssertionError("no field " + name + " in " + answer);
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      answers.add(partial.toString());
      partial.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public void close() throws IOException {
    socket.abort();
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().onExit().orTimeout(20, TimeUnit.SECONDS).join();
    try (Stream<Path> files = Files.walk(profile)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::delete);
    }
  }
}
