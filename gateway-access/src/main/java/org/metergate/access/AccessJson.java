// SPDX-License-Identifier: Apache-2.0
package org.metergate.access;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The notation of {@code access.json}: {@code format}, {@code newest}, and objects by name for
 * {@code accounts}, {@code tokens} and {@code sessions}, whose values are texts. Pure functions.
 */
final class AccessJson {
  /** Raised with every change that an older program would misread. */
  static final int FORMAT = 1;

  private static final JsonFactory JSON = new JsonFactory();

  private AccessJson() {}

  /** The text is none of ours. */
  static final class UnreadableException extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean newer;

    private UnreadableException(String reason, boolean newer) {
      super(reason);
      this.newer = newer;
    }

    /** Whether a newer program wrote it. */
    boolean isNewer() {
      return newer;
    }
  }

  static String write(AccessState state) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeNumberField("format", FORMAT);
      json.writeStringField("newest", state.newest().toString());
      json.writeObjectFieldStart("accounts");
      for (Map.Entry<String, AccessState.Account> one : state.accounts().entrySet()) {
        json.writeObjectFieldStart(one.getKey());
        json.writeStringField("role", one.getValue().role().word());
        json.writeStringField("password", one.getValue().password().text());
        json.writeEndObject();
      }
      json.writeEndObject();
      json.writeObjectFieldStart("tokens");
      for (Map.Entry<String, AccessState.Token> one : state.tokens().entrySet()) {
        token(json, one.getKey(), one.getValue());
      }
      json.writeEndObject();
      json.writeObjectFieldStart("sessions");
      for (Map.Entry<String, AccessState.Session> one : state.sessions().entrySet()) {
        json.writeObjectFieldStart(one.getKey());
        json.writeStringField("account", one.getValue().account());
        json.writeStringField("ends", one.getValue().ends().toString());
        json.writeEndObject();
      }
      json.writeEndObject();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return text + "\n";
  }

  private static void token(JsonGenerator json, String name, AccessState.Token token)
      throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField("role", token.role().word());
    json.writeStringField("hash", token.hash());
    if (token.expires().isPresent()) {
      json.writeStringField("expires", token.expires().get().toString());
    }
    if (token.ended()) {
      json.writeStringField("ended", "yes");
    }
    if (token.used().isPresent()) {
      json.writeStringField("used", token.used().get().toString());
    }
    json.writeEndObject();
  }

  /** Reads a file; every field must be one of ours. */
  static AccessState read(String text) throws UnreadableException {
    try (JsonParser json = JSON.createParser(text)) {
      json.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
      expect(json.nextToken() == JsonToken.START_OBJECT, "it is no JSON object");
      expect("format".equals(json.nextFieldName()), "it does not begin with its format");
      int format = json.nextIntValue(-1);
      if (format > FORMAT) {
        throw new UnreadableException("it has the format " + format, true);
      }
      expect(format == FORMAT, "its format is unknown");
      AccessState state = content(json);
      expect(json.nextToken() == null, "something follows its end");
      return state;
    } catch (UnreadableException e) {
      throw e;
    } catch (IOException | DateTimeException | IllegalArgumentException e) {
      throw new UnreadableException("it is no whole JSON text", false);
    }
  }

  private static AccessState content(JsonParser json) throws IOException {
    Instant newest = Instant.EPOCH;
    Map<String, AccessState.Account> accounts = new LinkedHashMap<>();
    Map<String, AccessState.Token> tokens = new LinkedHashMap<>();
    Map<String, AccessState.Session> sessions = new LinkedHashMap<>();
    for (String key = json.nextFieldName(); key != null; key = json.nextFieldName()) {
      switch (key) {
        case "newest" -> newest = Instant.parse(String.valueOf(json.nextTextValue()));
        case "accounts" -> {
          for (Map.Entry<String, Fields> one : objects(json).entrySet()) {
            accounts.put(one.getKey(), account(one.getValue()));
          }
        }
        case "tokens" -> {
          for (Map.Entry<String, Fields> one : objects(json).entrySet()) {
            tokens.put(one.getKey(), token(one.getValue()));
          }
        }
        case "sessions" -> {
          for (Map.Entry<String, Fields> one : objects(json).entrySet()) {
            sessions.put(one.getKey(), session(one.getValue()));
          }
        }
        default -> throw unreadable("'" + key + "' is unknown");
      }
    }
    expect(json.currentToken() == JsonToken.END_OBJECT, "it ends too early");
    for (AccessState.Session session : sessions.values()) {
      expect(accounts.containsKey(session.account()), "a session belongs to nobody");
    }
    return new AccessState(newest, accounts, tokens, sessions);
  }

  private static Map<String, Fields> objects(JsonParser json) throws IOException {
    Map<String, Fields> objects = new LinkedHashMap<>();
    expect(json.nextToken() == JsonToken.START_OBJECT, "a list is no object");
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      Map<String, String> fields = new LinkedHashMap<>();
      expect(json.nextToken() == JsonToken.START_OBJECT, "an entry is no object");
      for (String key = json.nextFieldName(); key != null; key = json.nextFieldName()) {
        String value = json.nextTextValue();
        expect(value != null, "'" + key + "' is no text");
        fields.put(key, value);
      }
      objects.put(name, new Fields(fields));
    }
    return objects;
  }

  /** The texts of an entry; each may be taken once. */
  private record Fields(Map<String, String> texts) {
    Optional<String> take(String key) {
      return Optional.ofNullable(texts.remove(key));
    }

    String required(String key) throws UnreadableException {
      return take(key).orElseThrow(missing(key));
    }

    Role role() throws UnreadableException {
      return Role.of(required("role")).orElseThrow(missing("role"));
    }

    Optional<Instant> time(String key) {
      return take(key).map(Instant::parse);
    }

    void end() throws UnreadableException {
      if (!texts.isEmpty()) {
        throw unreadable("'" + texts.keySet().iterator().next() + "' is unknown");
      }
    }

    private static Supplier<UnreadableException> missing(String key) {
      return () -> unreadable("'" + key + "' is missing or has an unknown form");
    }
  }

  private static AccessState.Account account(Fields fields) throws UnreadableException {
    Role role = fields.role();
    PasswordHash password =
        PasswordHash.parse(fields.required("password")).orElseThrow(Fields.missing("password"));
    fields.end();
    return new AccessState.Account(role, password);
  }

  private static AccessState.Token token(Fields fields) throws UnreadableException {
    AccessState.Token token =
        new AccessState.Token(
            fields.role(),
            fields.required("hash"),
            fields.time("expires"),
            fields.take("ended").isPresent(),
            fields.time("used"));
    fields.end();
    return token;
  }

  private static AccessState.Session session(Fields fields) throws UnreadableException {
    AccessState.Session session =
        new AccessState.Session(
            fields.required("account"), fields.time("ends").orElseThrow(Fields.missing("ends")));
    fields.end();
    return session;
  }

  private static void expect(boolean condition, String otherwise) throws UnreadableException {
    if (!condition) {
      throw unreadable(otherwise);
    }
  }

  private static UnreadableException unreadable(String reason) {
    return new UnreadableException(reason, false);
  }
}
