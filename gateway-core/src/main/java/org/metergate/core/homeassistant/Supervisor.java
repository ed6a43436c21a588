// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.homeassistant;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.metergate.spi.option.Secret;

/**
 * Asks the supervisor of Home Assistant for the broker: {@code GET /services/mqtt} with the token
 * of the app (developers.home-assistant.io, API of the supervisor, 2026-08). The calling thread
 * waits a bounded time.
 */
final class Supervisor {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private static final int MOST_BYTES = 64 * 1024;

  private final URI address;
  private final Secret token;
  private final Duration longest;

  /**
   * Creates it; nothing is asked yet.
   *
   * @param address for example {@code http://supervisor}.
   * @param token {@code SUPERVISOR_TOKEN}; empty outside of Home Assistant.
   * @param longest after which an answer that still trickles in is given up.
   */
  Supervisor(URI address, Secret token, Duration longest) {
    this.address = address;
    this.token = token;
    this.longest = longest;
  }

  /** Asks for the broker. */
  BrokerAnswer broker() {
    if (token.reveal().isEmpty()) {
      return new BrokerAnswer.Unknown(
          "SUPERVISOR_TOKEN is not set, so the supervisor cannot be asked for the broker; Home"
              + " Assistant sets it when it starts the app.");
    }
    CompletableFuture<BrokerAnswer> answer = new CompletableFuture<>();
    Thread asking = new Thread(() -> ask(answer), "supervisor");
    asking.setDaemon(true);
    asking.start();
    try {
      return answer.get(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return silent("it did not answer within " + longest.toSeconds() + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return silent("the app is being stopped");
    }
  }

  private BrokerAnswer silent(String why) {
    return new BrokerAnswer.Unknown(
        "The supervisor at " + address + " cannot be asked for the broker: " + why + ".");
  }

  private void ask(CompletableFuture<BrokerAnswer> answer) {
    try {
      answer.complete(ask());
    } catch (IOException | RuntimeException e) {
      answer.complete(silent("no connection (" + e.getClass().getSimpleName() + ")"));
    }
  }

  private BrokerAnswer ask() throws IOException {
    URL url = URI.create(address + "/services/mqtt").toURL();
    HttpURLConnection connection = (HttpURLConnection) url.openConnection();
    try {
      connection.setConnectTimeout((int) TIMEOUT.toMillis());
      connection.setReadTimeout((int) TIMEOUT.toMillis());
      connection.setInstanceFollowRedirects(false); // the token is for the supervisor alone
      connection.setUseCaches(false);
      connection.setRequestProperty("Authorization", "Bearer " + token.reveal());
      int status = connection.getResponseCode();
      return status == HttpURLConnection.HTTP_OK
          ? found(text(connection.getInputStream()))
          : refused(status);
    } finally {
      connection.disconnect();
    }
  }

  private static String text(InputStream in) throws IOException {
    byte[] bytes;
    try (in) {
      bytes = in.readNBytes(MOST_BYTES + 1);
    }
    return bytes.length > MOST_BYTES ? "" : new String(bytes, StandardCharsets.UTF_8);
  }

  private static BrokerAnswer refused(int status) {
    return switch (status) {
      case 400, 404 ->
          new BrokerAnswer.None(
              "No app of Home Assistant offers an MQTT broker. Install the app 'Mosquitto broker'"
                  + " (Settings, Apps) and start it, or set the option mqtt, broker to 'own' and"
                  + " give the address of yours.");
      case 401, 403 ->
          new BrokerAnswer.Unknown(
              "The supervisor refuses to name the broker (HTTP "
                  + status
                  + "): restart the app, which gives it a new token.");
      default ->
          new BrokerAnswer.Unknown(
              "The supervisor cannot name the broker now: HTTP " + status + ".");
    };
  }

  /** Reads {@code {"result": "ok", "data": {"host": …, "port": …, "ssl": …, …}}}. */
  static BrokerAnswer found(String text) {
    try {
      Map<String, Object> answer = JsonValues.object(text);
      if (answer.get("data") instanceof Map<?, ?> data
          && data.get("host") instanceof String host
          && host.matches("[A-Za-z0-9.-]{1,253}|[0-9A-Fa-f:]{2,45}")
          && String.valueOf(data.get("port")).matches("\\d{1,5}")) {
        boolean tls = "true".equals(data.get("ssl"));
        String name = host.contains(":") ? "[" + host + "]" : host;
        return new BrokerAnswer.Found(
            new Broker(
                (tls ? "mqtts://" : "mqtt://") + name + ":" + data.get("port"),
                text(data, "username"),
                new Secret(text(data, "password"))));
      }
    } catch (IOException e) {
      // the same sentence: what was sent is never shown, since it may have the password
    }
    return new BrokerAnswer.Unknown(
        "The supervisor's answer about the broker cannot be understood; update Home Assistant or"
            + " this app.");
  }

  /** Returns an answer that {@link #found} understands. */
  static String text(Broker broker) throws IOException {
    StringWriter text = new StringWriter();
    URI uri = URI.create(broker.url());
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      json.writeObjectFieldStart("data");
      json.writeStringField("host", uri.getHost().replaceAll("[\\[\\]]", ""));
      json.writeNumberField("port", uri.getPort());
      json.writeBooleanField("ssl", uri.getScheme().equals("mqtts"));
      json.writeStringField("username", broker.username());
      json.writeStringField("password", broker.password().reveal());
      json.writeEndObject();
      json.writeEndObject();
    }
    return text.toString();
  }

  private static String text(Map<?, ?> data, String key) {
    return data.get(key) instanceof String value ? value : "";
  }
}
