// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.localapi;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.metergate.output.localapi.Answer.Problem;
import org.metergate.output.served.Snapshot;

/** What is answered to whom asks for what. It never waits. Any thread. */
final class Answers {
  private static final String GET = "GET";
  private static final String PUT = "PUT";

  /**
   * The meter as clients ask for it.
   *
   * @param now the meter as it is now, nothing where it is stale.
   * @param data the document of the readings.
   * @param energy the document for batteries, nothing where the power is not known.
   * @param telegram the telegram, nothing where there is none.
   * @param retryAfter in seconds, how soon a client may ask again while the meter is stale.
   * @param identified called when somebody wants to see which device this is.
   */
  record Source(
      Supplier<Optional<Snapshot>> now,
      Function<Snapshot, String> data,
      Function<Snapshot, Optional<String>> energy,
      Function<Snapshot, Optional<byte[]>> telegram,
      Supplier<Long> retryAfter,
      Runnable identified) {}

  private final Identity identity;
  private final Source source;

  Answers(Identity identity, Source source) {
    this.identity = identity;
    this.source = source;
  }

  /**
   * Answers a request.
   *
   * @param method of HTTP.
   * @param path without a query.
   * @param body whether the request has a body.
   */
  Answer of(String method, String path, boolean body) {
    String allowed = allowed(path);
    if (allowed.isEmpty()) {
      return Answer.problem(Problem.NOT_FOUND, "There is nothing under this path.", Map.of());
    }
    if (!allowed.equals(method)) {
      return Answer.problem(
          Problem.METHOD, "This path is asked for with " + allowed + ".", Map.of("Allow", allowed));
    }
    if (body) {
      return Answer.problem(Problem.BODY, "A request has no body here.", Map.of());
    }
    return answer(path);
  }

  private static String allowed(String path) {
    return switch (path) {
      case "/api", "/api/v1/data", "/api/v1/telegram", "/api/v1/system", "/v1/json" -> GET;
      case "/api/v1/identify" -> PUT;
      default -> "";
    };
  }

  private Answer answer(String path) {
    return switch (path) {
      case "/api" -> Answer.json(device());
      case "/api/v1/system" -> Answer.json("{\"cloud_enabled\":false}");
      case "/api/v1/identify" -> {
        source.identified().run();
        yield Answer.json("{\"identify\":\"ok\"}");
      }
      case "/api/v1/data" -> fresh(meter -> Optional.of(Answer.json(source.data().apply(meter))));
      case "/api/v1/telegram" -> fresh(meter -> source.telegram().apply(meter).map(Answer::text));
      default -> fresh(meter -> source.energy().apply(meter).map(Answer::json));
    };
  }

  private String device() {
    return "{\"product_type\":\""
        + Identity.PRODUCT_TYPE
        + "\",\"product_name\":\""
        + Identity.PRODUCT_NAME
        + "\",\"serial\":\""
        + identity.serial()
        + "\",\"firmware_version\":\""
        + Identity.FIRMWARE
        + "\",\"api_version\":\"v1\"}";
  }

  private Answer fresh(Function<Snapshot, Optional<Answer>> answer) {
    return source
        .now()
        .get()
        .flatMap(answer)
        .orElseGet(
            () ->
                Answer.problem(
                    Problem.STALE,
                    "There is no fresh reading of the meter.",
                    Map.of("Retry-After", Long.toString(source.retryAfter().get()))));
  }
}
